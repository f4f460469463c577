"""One episode: a task's table, an agent before it, and what is so when it has ended."""

from __future__ import annotations

import hashlib
import re
import time
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from agent.events import Acted, Asked, Decided, Event, Finished, Understood
from agent.loop import Agent
from agent.planners.base import Planner
from agent.planners.feedback import Feedback
from agent.trace import Header, TraceWriter
from agent.types import Observation
from sims.bench.states import Recorder
from sims.build import eyes, laid
from sims.faults import Faults
from sims.faulty import FaultyRobot, between_fingers
from sims.tasks.base import Instance
from sims.tasks.expert import TaskExpert
from sims.tasks.predicates import Goal, Truth, judge
from sims.world import World

REST = 240
"""Steps (of 1/240 s) after which the world is at rest."""

PATIENCE = 5
"""So many questions the scripted person answers."""

MOTION = re.compile(
    r"unreachable|collision|no grasp clears|no free spot|meets something|out of reach|too wide"
)
EXECUTION = re.compile(r"missed|lost|slid|slip|is not |stuck|took more|does not (open|close)")
EYES = re.compile(r"not to be seen|no picture|the picture|sees ")


@dataclass(frozen=True, slots=True)
class Settings:
    """What is the same for all episodes of a run."""

    robot: str = "panda"
    perception: str = "camera"
    feedback: str = "all"
    states: bool = True


@dataclass(frozen=True, slots=True)
class Record:
    """What is kept of an episode.

    `score` is the partial credit (0 to 1), `declared` whether the planner claimed success,
    `verification` what the agent itself measured then. `blame` is empty after a success.
    Times are in seconds, `simulated` in those of the simulation.
    """

    task: str
    index: int
    seed: int
    instruction: str
    success: bool
    score: float
    declared: bool
    verification: str
    ending: str
    message: str
    steps: int
    planner_calls: int
    tokens_in: int
    tokens_out: int
    questions: int
    faults: int
    blame: str
    planning: float
    motion: float
    wall: float
    simulated: float
    fingerprint: str
    error: str = ""
    attempts: int = 1

    @property
    def key(self) -> tuple[str, int]:
        """Return what tells an episode apart within a run."""
        return self.task, self.index

    @property
    def false_success(self) -> bool:
        """Tell whether the agent measured a success that is none."""
        return self.verification == "verified" and not self.success


@dataclass
class Stage:
    """A world laid for an instance, an agent in it, and what it leaves behind."""

    instance: Instance
    settings: Settings
    planner: Planner | None
    seed: int
    folder: Path | None = None
    events: list[Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        rng = np.random.default_rng(self.seed)
        self.world, self.arm = laid(self.instance.build, self.settings.robot, rng)
        try:
            self.set_up()
        except BaseException:
            self.close()
            raise

    def set_up(self) -> None:
        """Put the agent before the table."""
        self.asked = 0
        self.before = Observation(self.world.true_objects())
        faults = Faults.parse(self.instance.faults, self.seed)
        self.faulty = FaultyRobot(self.arm, self.world, faults) if str(faults) else None
        self.robot = self.faulty or self.arm
        chooser = self.planner or TaskExpert(self.instance)
        self.agent = Agent(
            self.robot,
            eyes(self.settings.perception, self.world),
            Feedback(chooser, self.settings.feedback),
            ask=self.answer,
        )
        self.recorder = Recorder(self.world, self.settings.states)

    def answer(self, question: str) -> str | None:
        """Answer as the scripted human does; None where nothing fits, or after too many."""
        self.asked += 1
        if self.asked > PATIENCE:
            return None
        for pattern, answer in self.instance.human:
            if re.search(pattern, question, re.IGNORECASE):
                return answer
        return None

    def run(self) -> None:
        """Run the agent and let the world come to rest."""
        trace = self.trace()
        try:
            for event in self.agent.run(self.instance.instruction):
                for disturbed in self.faulty.drain() if self.faulty else ():
                    self.note(disturbed, trace)
                self.note(event, trace)
        finally:
            if trace:
                trace.close()
        self.world.step(REST)
        if self.folder:
            self.recorder.write(self.folder / "states.npz")

    def trace(self) -> TraceWriter | None:
        """Return what writes the events down, where there is a folder."""
        if self.folder is None:
            return None
        (self.folder / "trace.jsonl").unlink(missing_ok=True)  # of an attempt that was cut off
        header = Header(
            scene=self.instance.scene or "task",
            robot=self.settings.robot,
            seed=self.seed,
            planner=self.agent.planner.name,
            perception=self.settings.perception,
            faults=self.instance.faults,
        )
        return TraceWriter(self.folder / "trace.jsonl", header)

    def note(self, event: Event, trace: TraceWriter | None) -> None:
        """Keep an event."""
        self.events.append(event)
        if trace:
            trace.write(event)

    def truth(self) -> Truth:
        """Return what is so."""
        held = self.in_hand()
        return Truth(
            Observation(self.world.true_objects(), holding=held),
            self.before,
            self.robot.workspace,
            self.events,
            self.recorder.travel(),
            self.recorder.furthest,
        )

    def in_hand(self) -> str | None:
        """Return what is truly between the fingers, whatever a faulty sensor says."""
        held = between_fingers(self.arm, self.world)
        return held.name if held else None

    def close(self) -> None:
        """End the world."""
        self.world.close()


def episode(
    instance: Instance,
    key: tuple[str, int, int],
    settings: Settings,
    planner: Planner | None,
    folder: Path | None = None,
) -> Record:
    """Run an instance; `key` is its task, index and seed. Without a planner the expert acts."""
    began = time.perf_counter()
    stage = Stage(instance, settings, planner, key[2], folder)
    try:
        stage.run()
        truth = stage.truth()
        simulated, fingerprint = stage.world.time, mark(stage.world)
    finally:
        stage.close()
    wall = time.perf_counter() - began
    return recorded(instance, key, truth, wall, simulated, fingerprint)


def recorded(
    instance: Instance,
    key: tuple[str, int, int],
    truth: Truth,
    wall: float,
    simulated: float,
    fingerprint: str,
) -> Record:
    """Sum an episode up."""
    events, score = list(truth.events), judge(instance.goal, truth)
    finished = next(e for e in reversed(events) if isinstance(e, Finished))
    thought = [
        e.decision if isinstance(e, Decided) else e
        for e in events
        if isinstance(e, Decided | Understood)
    ]
    declared = finished.ending == "done"
    success = score == 1.0 and (declared or by_refusal(instance.goal, truth, finished))
    return Record(
        task=key[0],
        index=key[1],
        seed=key[2],
        instruction=instance.instruction,
        success=success,
        score=score,
        declared=declared,
        verification=finished.verification,
        ending=finished.ending,
        message=finished.message,
        steps=finished.steps,
        planner_calls=len(thought),
        tokens_in=sum(d.tokens_in for d in thought),
        tokens_out=sum(d.tokens_out for d in thought),
        questions=sum(isinstance(e, Asked) for e in events),
        faults=sum(e.kind == "disturbed" for e in events),
        blame="" if success else blame(events, finished, score),
        planning=sum(d.seconds for d in thought),
        motion=sum(e.outcome.seconds for e in events if isinstance(e, Acted)),
        wall=wall,
        simulated=simulated,
        fingerprint=fingerprint,
    )


def by_refusal(goal: Goal, truth: Truth, finished: Finished) -> bool:
    """Tell whether a goal that holds does so by the refusal alone: all else has to be declared."""
    claimed = [replace(e, ending="done") if e is finished else e for e in truth.events]
    return judge(goal, replace(truth, events=claimed)) < 1.0


def blame(events: list[Event], finished: Finished, score: float) -> str:
    """Return who is to blame: by what failed last, or by when the run was ended."""
    if score == 1.0 or finished.ending == "done":
        return "termination"
    failed = [e.outcome.message for e in events if isinstance(e, Acted) and not e.outcome.ok]
    message = finished.message if finished.ending == "gave up" else ""
    for text in (*reversed(failed), message):
        for who, pattern in (("perception", EYES), ("motion", MOTION), ("execution", EXECUTION)):
            if pattern.search(text):
                return who
    return "planner"


def mark(world: World) -> str:
    """Return a hash of where everything lies, to a hundredth of a millimetre."""
    rows = [
        (o.name, *(round(v, 5) + 0.0 for v in (*o.position, o.yaw))) for o in world.true_objects()
    ]
    return hashlib.sha256(repr(rows).encode()).hexdigest()[:16]
