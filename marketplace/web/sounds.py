"""Sounds through the porch: let in, made anew before any transaction, heard where they may be."""

from flask import Response
from werkzeug.datastructures import FileStorage

from marketplace.kernel.refused import NotFound
from marketplace.media import Sound
from marketplace.media.shelf import FORMS
from marketplace.media.sounds import MOST_SOUND_BYTES, reencode
from marketplace.web.photos import store


def made_anew(file: FileStorage, *, clip: bool = False) -> Sound:
    """Return a sound made anew; raise ``Refused`` for what is no sound, too large or too long."""
    store().require_room()
    try:
        return reencode(file.stream.read(MOST_SOUND_BYTES + 1), clip=clip)
    finally:
        file.close()


def play(file: str, name: str) -> Response:
    """Answer with a sound from the store: played in place, kept by nobody else."""
    data = store().read(file)
    if data is None:
        raise NotFound
    answer = Response(data, mimetype=FORMS[file.rpartition(".")[2]])
    answer.headers["Content-Disposition"] = f'inline; filename="{name}.mp3"'
    return answer
