"""Files that staff attach to the form of a step."""

from __future__ import annotations

from flask import Response, url_for
from werkzeug.wrappers import Response as AnyResponse

from engine.services.desk_steps import DeskStepAt, DeskStepWriting, step_at
from web.gate import open_to
from web.staff.case_frame import desk_case
from web.staff.desk import desk
from web.step_files import StepFiles


@desk.post("/<programme>/cases/<case_id>/do/<place>/<step>/files/<name>")
@open_to("staff")
def step_files(case_id: str, place: str, step: str, name: str) -> AnyResponse | tuple[str, int]:
    """Take one file; a script gets the part of the page that changed."""
    files = files_at(step_at(desk_case(case_id), place, step), step)
    return files.taken(
        name, lambda: DeskStepWriting(step_at(desk_case(case_id), place, step)).page().forms
    )


@desk.get("/<programme>/cases/<case_id>/do/<place>/<step>/files/<name>")
@open_to("staff")
def step_file(case_id: str, place: str, step: str, name: str) -> Response:
    """A file of one's own draft."""
    return files_at(step_at(desk_case(case_id), place, step), step).handed_out(name)


def files_at(at: DeskStepAt, step: str) -> StepFiles:
    """The files of one's own draft of a step."""
    case_id = at.case.case.case.id
    return StepFiles(
        at.entry(),
        lambda name: url_for(
            "staff.step_file", case_id=case_id, place=at.place, step=step, name=name
        ),
    )
