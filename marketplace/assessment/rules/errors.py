"""How the check refuses a value it cannot work with."""

from marketplace.kernel.words import Sentence


class BadInput(ValueError):
    """A value that cannot be used; ``key_path`` names it (``offer.landed.local.price``)."""

    def __init__(self, key_path: str, message: Sentence) -> None:
        super().__init__(f"{key_path}: {message.english()}")
        self.key_path = key_path
        self.message = message
