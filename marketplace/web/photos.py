"""Photographs through the porch: let in, drawn anew before any transaction, shown in private."""

from collections.abc import Callable, Iterable
from typing import ParamSpec, TypeVar

from flask import Response, current_app, request
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from marketplace.kernel.refused import NotFound, Refused
from marketplace.media import MOST_BYTES, Drawn, PhotoRefusal, Store, redraw
from marketplace.media.store import FILES_TO_FORGET
from marketplace.web.cookies import config

P = ParamSpec("P")
T = TypeVar("T")
LARGEST_SHEET = 6 * MOST_BYTES  # one form may carry several photographs
A_DAY = 100  # photographs one person may take in 24 hours


def takes_photos(view: Callable[P, T]) -> Callable[P, T]:
    """Mark a view whose form may carry photographs: the porch lets in more bytes."""
    view.largest = LARGEST_SHEET  # type: ignore[attr-defined]  # read by the porch
    return view


def takes_files(largest: int) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Mark a view whose form may carry a file of so many bytes."""

    def mark(view: Callable[P, T]) -> Callable[P, T]:
        view.largest = largest  # type: ignore[attr-defined]  # read by the porch
        return view

    return mark


def let_in_more() -> None:
    """Let in more bytes where the view takes photographs; asked before the form is read."""
    view = current_app.view_functions.get(request.endpoint or "")
    largest: int | None = getattr(view, "largest", None)
    if largest is not None:
        request.max_content_length = largest


def store() -> Store:
    """Return this installation's photographs."""
    return Store(config().media_dir)


def sent(name: str) -> FileStorage | None:
    """Return the file that came in a field; none where nobody chose one."""
    found = request.files.get(name)
    return found if found is not None and found.filename else None


def close(file: FileStorage | None) -> None:
    """Let go of a file that is not read after all."""
    if file is not None:
        file.close()


def drawn(files: dict[str, FileStorage], taken_today: int) -> dict[str, Drawn]:
    """Draw every photograph anew; raise ``Refused(PhotoRefusal)`` with the field that is wrong."""
    if not files:
        return {}
    store().require_room()
    if taken_today + len(files) > A_DAY:
        raise Refused(PhotoRefusal.TOO_MANY_TODAY, field=next(iter(files)))
    return {name: _one(name, file) for name, file in files.items()}


def _one(name: str, file: FileStorage) -> Drawn:
    try:
        return redraw(file.stream.read(MOST_BYTES + 1))
    except Refused as refused:
        raise Refused(*refused.reasons, field=name) from None
    finally:
        file.close()


def forget(names: Iterable[str]) -> None:
    """Remove photographs whose delivery was not written down after all."""
    for name in names:
        store().remove(name)


def forget_marked(session: Session, *, good: bool) -> None:
    """Remove the files that a transaction marked, once it is committed; never after a rollback."""
    marked = session.info.pop(FILES_TO_FORGET, ())
    if good:
        forget(marked)


def show(file: str, name: str) -> Response:
    """Answer with a photograph: shown in place, named for a download, kept by nobody else."""
    data = store().read(file)
    if data is None:
        raise NotFound
    answer = Response(data, mimetype="image/jpeg")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}.jpg"'
    return answer
