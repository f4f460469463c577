"""The file in which a person says what a robot may do.

[workspace]                     # m, base frame; what is left out is as the robot has it
x = [0.32, 0.60]

[[keep_out]]                    # as many as there are
name = "laptop"
x = [0.30, 0.40]
y = [0.20, 0.34]
z = [0.0, 0.3]

[touch]
never = ["red cup", "bowl"]     # names or descriptions: every bowl

[skills]
allowed = ["pick", "place", "home", "look"]

[confirm]
policy = "risky"                # never, risky, always
timeout = 30.0                  # s; then no word is no; 0 waits

[budget]                        # of each goal; 0 for no limit
steps = 20
repeats = 2                     # how often the same call may fail
seconds = 300.0
tokens = 50000
cost = 0.10
price_in = 0.15                 # of a million tokens
price_out = 0.60

[limits]
speed = 0.5                     # 0 to 1, of the joints' limits
force = 40.0                    # N; fingers that feel more open
joints = {1 = [-1.5, 1.5]}      # rad, from 1 at the base
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from agent.errors import UsageError
from agent.guard import Confirm, Guard, Policy, denied, known
from agent.limits import EVERYWHERE, Limits, Zone
from agent.naming import words
from agent.references.words import ORDINALS
from agent.robot import Workspace

MAX_BYTES = 1 << 20
"""A larger file is no guard's."""
POLICIES: tuple[str, ...] = get_args(Policy)
WHERE = frozenset(
    "left right top bottom leftmost rightmost topmost bottommost near nearest closest far farthest "
    "furthest next between behind front above below under beside first last middle centre center "
    "corner largest biggest smallest tallest shortest other".split()
) | {word for word in ORDINALS if not word.isdigit()}
"""Words that tell one thing from another by what may change."""


def ordered(pair: tuple[float, float]) -> tuple[float, float]:
    """Return a range, if it is one."""
    if pair[0] >= pair[1]:
        raise ValueError("the first number has to be less than the second")
    return pair


def described(text: str) -> str:
    """Return a name or a description, if it means the same thing wherever things stand."""
    found = words(text)
    if not found:
        raise ValueError("it names nothing")
    if wrong := sorted(found & WHERE):
        raise ValueError(
            f"{wrong[0]!r} may mean another thing once things have moved; "
            "name it by its colour and its kind"
        )
    return text


def skill(name: str) -> str:
    """Return a skill's name, if there is such a skill."""
    if name not in known():
        raise ValueError(f"there is no such skill{nearest(name, known())}")
    return name


Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Positive = Annotated[float, Field(strict=True, allow_inf_nan=False, ge=0.0)]
Count = Annotated[int, Field(strict=True, ge=0)]
Pair = Annotated[tuple[Number, Number], AfterValidator(ordered)]
Thing = Annotated[str, AfterValidator(described)]


class Table(BaseModel):
    """A table of the file, in which every key is known."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Box(Table):
    """[workspace]: where the tool point stays."""

    x: Pair | None = None
    y: Pair | None = None
    z: Pair | None = None


class KeepOut(Table):
    """[[keep_out]]: where nothing goes."""

    name: Annotated[str, Field(min_length=1, max_length=60)]
    x: Pair
    y: Pair
    z: Pair = (0.0, 1.0)


class Touch(Table):
    """[touch]: what is never touched."""

    never: tuple[Thing, ...] = ()


class Skills(Table):
    """[skills]: what may be done with the arm."""

    allowed: tuple[Annotated[str, AfterValidator(skill)], ...] | None = None


class Confirming(Table):
    """[confirm]: before what a person is asked."""

    policy: Policy = "never"
    timeout: Positive = 30.0


class Budget(Table):
    """[budget]: what one goal may take."""

    steps: Annotated[int, Field(strict=True, ge=1)] = 30
    repeats: Annotated[int, Field(strict=True, ge=1)] = 2
    seconds: Positive = 0.0
    tokens: Count = 0
    cost: Positive = 0.0
    price_in: Positive = 0.0
    price_out: Positive = 0.0


class Moving(Table):
    """[limits]: how fast, how hard, how far a joint."""

    speed: Annotated[float, Field(strict=True, gt=0.0, le=1.0)] = 1.0
    force: Positive = 0.0
    joints: dict[Annotated[int, Field(ge=1)], Pair] = Field(default_factory=dict)


class File(Table):
    """The whole file."""

    workspace: Box | None = None
    keep_out: tuple[KeepOut, ...] = ()
    touch: Touch = Touch()
    skills: Skills = Skills()
    confirm: Confirming = Confirming()
    budget: Budget = Budget()
    limits: Moving = Moving()


TABLES: dict[str, type[Table]] = {
    "workspace": Box,
    "keep_out": KeepOut,
    "touch": Touch,
    "skills": Skills,
    "confirm": Confirming,
    "budget": Budget,
    "limits": Moving,
}


@dataclass(frozen=True, slots=True)
class Config:
    """What a file says, or what holds without one."""

    file: File = field(default_factory=File)

    @property
    def timeout(self) -> float:
        """Return how long (s) to wait for a confirmation; 0 for as long as it takes."""
        return self.file.confirm.timeout

    @property
    def limits(self) -> Limits:
        """Return what the robot keeps to."""
        box, moving = self.file.workspace, self.file.limits
        sides = (box.x or EVERYWHERE, box.y or EVERYWHERE, box.z or EVERYWHERE) if box else ()
        return Limits(
            workspace=Workspace(*sides) if sides else None,
            keep_out=tuple(Zone(k.name, k.x, k.y, k.z) for k in self.file.keep_out),
            max_speed=moving.speed,
            max_force=moving.force,
            joints=tuple((joint, *ends) for joint, ends in sorted(moving.joints.items())),
        )

    def guard(self, confirm: Confirm = denied, policy: Policy | None = None) -> Guard:
        """Return what stands between the planner and the robot; `policy` overrides the file's."""
        budget = self.file.budget
        return Guard(
            forbidden=self.file.touch.never,
            max_steps=budget.steps,
            max_repeats=budget.repeats,
            skills=self.file.skills.allowed,
            policy=policy or self.file.confirm.policy,
            confirm=confirm,
            max_seconds=budget.seconds,
            max_tokens=budget.tokens,
            max_cost=budget.cost,
            price_in=budget.price_in,
            price_out=budget.price_out,
        )


def load(path: Path) -> Config:
    """Read a file.

    Raises:
        UsageError: in one sentence, where it says something that cannot be meant.
    """
    with path.open("rb") as stream:
        text = stream.read(MAX_BYTES + 1)
    if len(text) > MAX_BYTES:
        raise UsageError(f"{path.name} is larger than {MAX_BYTES >> 20} MB.")
    try:
        found = tomllib.loads(text.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UsageError(f"{path.name} is no valid TOML: {error}.") from None
    try:
        config = Config(File.model_validate(found))
    except ValidationError as error:
        raise UsageError(wrong(error, path.name)) from None
    check_money(config.file.budget, path.name)
    return config


def configured(path: Path | None) -> Config:
    """Return what a file says, or what holds without one."""
    return load(path) if path else Config()


def checked_policy(text: str | None) -> Policy | None:
    """Return a policy of that name, or None for none.

    Raises:
        UsageError: where there is none of that name.
    """
    if text is None or text in POLICIES:
        return text  # type: ignore[return-value]
    raise UsageError(f"confirm is {text!r}; it can be never, risky or always.")


def check_money(budget: Budget, file: str) -> None:
    """Raise `UsageError` for a limit of money that can never be reached."""
    if budget.cost and not (budget.price_in or budget.price_out):
        raise UsageError(
            f"[budget] in {file} limits the cost, but has no price_in and no price_out."
        )


def wrong(error: ValidationError, file: str) -> str:
    """Return the first thing that is wrong with a file, as one sentence."""
    first = error.errors()[0]
    at = [p + 1 if isinstance(p, int) else p for p in first["loc"] if p != "[key]"]
    *tables, last = at
    table = f"[{'.'.join(map(str, tables))}] of {file}" if tables else file
    if first["type"] == "extra_forbidden":
        known_keys = TABLES[str(tables[0])].model_fields if tables else File.model_fields
        return f"There is no key {short(last)} in {table}{nearest(str(last), known_keys)}"
    if first["type"] == "missing" and isinstance(last, str):
        return f"The key {last!r} is missing in {table}."
    path, why = ".".join(map(str, at)), first["msg"].removeprefix("Value error, ")
    if first["type"] == "missing" or first["input"] is None:
        return f"{path} in {file} is missing."
    why = f"{why[0].lower()}{why[1:]}"
    end = "" if why.endswith(("?", ".")) else "."
    return f"{path} in {file} cannot be {short(first['input'])}: {why}{end}"


def short(given: object) -> str:
    """Return what was given, cut where it is long."""
    text = repr(given)
    return text if len(text) <= 80 else f"{text[:77]}..."


def nearest(given: str, there: Iterable[str]) -> str:
    """Return a question after what may have been meant, or what there is."""
    near = difflib.get_close_matches(given.casefold(), list(there), 1, 0.5)
    return f"; did you mean {near[0]!r}?" if near else f"; there are: {', '.join(sorted(there))}."
