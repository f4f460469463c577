"""The terminal's commands for benchmarks: run, compare, report."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from agent.errors import UsageError
from agent.terminal import AsJson, Eyes, Model, RobotName, Seed, console, errors

if TYPE_CHECKING:
    from sims.bench.plan import Config
    from sims.bench.runner import Backend, Run
    from sims.bench.summary import Summary

FILMS = ("none", "failures", "all")
COUNTED = (
    "What counts: an episode succeeds when its goal holds in truth, once all is at rest, and the "
    "planner said that it is done. A bad plan or a planner's time-out is a failure; a worker's "
    "death or a fault of the simulator is an error: left out of the rate, shown, tried again."
)
Folder = Annotated[Path, typer.Argument(help="A run's folder.")]
Trials = Annotated[
    int | None, typer.Option(help="Suite skills: single pick-and-places, without a planner.")
]


def bench(
    suite: Annotated[str, typer.Argument(help="A suite's name, a YAML file, or `list`.")],
    planner: Annotated[str, typer.Option(help="expert, local or random.")] = "local",
    model: Model = "embedded",
    decoding: Annotated[
        str, typer.Option(help="feasible: among what can be done now; or free.")
    ] = ("feasible"),
    episodes: Annotated[int, typer.Option(help="Dealt out to the tasks in turn.")] = 100,
    seed: Seed = 0,
    workers: Annotated[int, typer.Option(help="Processes.")] = 2,
    perception: Eyes = "camera",
    feedback: Annotated[
        str, typer.Option(help="none, all, or some of success+reason+scene+check.")
    ] = "all",
    robot: RobotName = "panda",
    only: Annotated[str, typer.Option(help="A part of the tasks' names, or TASK:INDEX.")] = "",
    limit: Annotated[float, typer.Option(help="Seconds after which an episode ends.")] = 300.0,
    out: Annotated[Path | None, typer.Option(help="The run's folder.")] = None,
    resume: Annotated[bool, typer.Option(help="Only go on with a run that is there.")] = False,
    video: Annotated[str, typer.Option(help="none, failures or all; made afterwards.")] = (
        "failures"
    ),
    cluster: Annotated[str, typer.Option(help="ray: on a Ray cluster.")] = "",
    ablate: Annotated[
        str, typer.Option(help="Vary these, one run each: feedback,perception,decoding.")
    ] = "",
    trials: Trials = None,
    stacks: Annotated[int, typer.Option(help="With --trials: towers of four blocks.")] = 20,
    mixed: Annotated[int, typer.Option(help="With --trials: things of any kind.")] = 50,
    views: Annotated[int, typer.Option(help="With --trials: tables to look at.")] = 50,
    as_json: AsJson = False,
) -> None:
    """Run simulated episodes and count. The same command goes on where it was cut off.

    `bench skills --trials 1000` measures hands and eyes alone, without any planner.
    """
    with errors(as_json):
        if trials is not None:
            only_skills(suite)
            hands_and_eyes(
                trials, stacks, mixed, views, robot, perception, seed, workers, out, as_json
            )
            return
        if suite == "list":
            list_suites(as_json)
            return
        from sims.bench.plan import Config

        config = Config(
            *(suite, planner, model, decoding, perception, feedback, robot, seed),
            *(episodes, only, limit),
        )
        if video not in FILMS:
            raise UsageError(f"There is no --video {video!r}; there are: {', '.join(FILMS)}.")
        configs = varied(config, ablate)
        code = 0
        for one in configs:
            folder = out if out and len(configs) == 1 else folder_of(one, out)
            code = max(code, run_one(one, folder, workers, resume, cluster, video, as_json))
        if len(configs) > 1 and not as_json:
            show_table([folder_of(one, out) for one in configs])
    raise typer.Exit(code)


def only_skills(suite: str) -> None:
    """Refuse --trials for what is not the suite of the skills."""
    if suite != "skills":
        raise UsageError(f"--trials measures hands and eyes: bench skills, not bench {suite}.")


def varied(config: Config, what: str) -> list[Config]:
    """Return a configuration and those that differ from it in one thing each."""
    ways = {
        "feedback": [{"feedback": f} for f in ("none", "success", "success+reason", "scene")],
        "perception": [{"perception": "oracle"}],
        "decoding": [{"decoding": "free"}],
    }
    out = [config]
    for name in filter(None, (w.strip() for w in what.split(","))):
        if name not in ways:
            raise UsageError(f"--ablate knows no {name!r}; it knows: {', '.join(ways)}.")
        out += [replace(config, **change) for change in ways[name]]  # type: ignore[arg-type]
    return list(dict.fromkeys(out))


def folder_of(config: Config, out: Path | None) -> Path:
    """Return the folder in which this run, and no other, is gone on with."""
    import hashlib

    suite = Path(config.suite).stem
    same = replace(config, episodes=0)
    mark = hashlib.sha256(repr(same).encode()).hexdigest()[:8]
    return (out or Path("runs/bench")) / f"{suite}-{config.planner}-{config.perception}-{mark}"


def run_one(
    config: Config,
    folder: Path,
    workers: int,
    resume: bool,
    cluster: str,
    video: str,
    as_json: bool,
) -> int:
    """Run what is missing of one run, and tell what it says; return the exit code."""
    from sims.bench.folder import RunFolder
    from sims.bench.runner import Run
    from sims.bench.summary import summarise

    if resume and not RunFolder(folder).exists:
        raise UsageError(f"There is no run in {folder} to go on with.", "Leave --resume out.")
    run = Run(config, folder, workers)
    stopped = follow(run, backend_of(cluster), as_json)
    summary = summarise(run.folder)
    run.folder.write("summary.json", summary.as_json())
    if not stopped:
        film_some(run, video, as_json)
        from sims.bench.page import report as write_page

        write_page([folder], html=folder / "report.html")
    if as_json:
        print(json.dumps(summary.as_json()), flush=True)
    else:
        show(summary)
    if stopped:
        console.print("Stopped; the same command goes on.", style="yellow")
        return 130
    return int(bool(summary.all.errors or run.missing() or summary.empty))


def backend_of(cluster: str) -> Backend | None:
    """Return where the episodes run; None stands for processes here."""
    if not cluster:
        return None
    if cluster != "ray":
        raise UsageError(f"There is no cluster {cluster!r}; there is: ray.")
    from sims.bench.cluster import on_ray

    return on_ray


def follow(run: Run, backend: Backend | None, as_json: bool) -> bool:
    """Run, with a bar that shows how it goes; tell whether it was interrupted."""
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    from sims.bench.runner import tally

    todo = len(run.todo)
    if not as_json:
        for note in run.notes:
            console.print(note, style="yellow", markup=False)
        already = len(run.keys) - todo
        console.print(f"[dim]{run.folder.path}: {todo} to run, {already} there already[/]")
    columns = (TextColumn("{task.description}"), BarColumn(30), TextColumn("{task.completed}"))
    with Progress(*columns, TimeRemainingColumn(), console=console, disable=as_json) as bar:
        job = bar.add_task(describe(tally(run.done.values())), total=todo)
        try:
            for _ in run.go(backend):
                bar.update(job, advance=1, description=describe(tally(run.done.values())))
        except KeyboardInterrupt:
            return True
    return False


def describe(count: dict[str, Any]) -> str:
    """Return how a run stands: `37/50, 2 errors (planner 9, motion 2)`."""
    judged = count["done"] - count["errors"]
    text = f"{count['successes']}/{judged}"
    if count["errors"]:
        text += f", {count['errors']} errors"
    blame = ", ".join(f"{who} {n}" for who, n in sorted(count["blame"].items()))
    return text + (f" ({blame})" if blame else "")


def film_some(run: Run, video: str, as_json: bool) -> None:
    """Make the videos that are wanted and not there yet."""
    from sims.bench.film import film
    from sims.bench.page import FAILURES

    failed = [r for r in run.records() if not r.success and not r.error]
    wanted = {"none": [], "failures": failed[:FAILURES], "all": run.records()}[video]
    for i, record in enumerate(wanted, 1):
        if not as_json and console.is_terminal:
            console.print(f"[dim]video {i} of {len(wanted)}[/]", end="\r")
        if not (run.folder.episode(record.task, record.seed) / "video.mp4").exists():
            try:
                film(run.folder, record)
            except UsageError as error:  # the figures are worth more than the films
                console.print(error.message, style="yellow", markup=False)
                return
    if wanted and not as_json:
        console.print(f"[dim]{len(wanted)} videos in {run.folder.path / 'episodes'}[/]")


def show(summary: Summary) -> None:
    """Print what a run says."""
    console.print(COUNTED, style="dim")
    info = summary.info
    about = f"{info['suite']}, planner {info['planner']} {info['model']}".rstrip()
    console.print(
        f"[bold]{about}, perception {info['perception']}, feedback {info['feedback']}[/]: "
        f"{summary.headline()}".replace("[9", "\\[9"),
        soft_wrap=True,
    )
    table = Table(box=None)
    for title in ("", "achieved [95 %]", "partial", "false successes", "errors", "s an episode"):
        table.add_column(title.replace("[", "\\["))
    for row in (*summary.groups, summary.all):
        table.add_row(
            row.name,
            str(row.rate).replace("[", "\\["),
            "" if row.score is None else f"{row.score:.2f}",
            str(row.false_success),
            str(row.errors),
            f"{row.wall:.1f}",
        )
    console.print(table)
    console.print(f"[dim]{summary.folder / 'report.html'}[/]")


def show_table(folders: Sequence[Path]) -> None:
    """Print several runs, one a row."""
    from sims.bench.summary import summarise

    table = Table(box=None)
    for title in ("planner", "perception", "feedback", "decoding", "achieved [95 %]", "partial"):
        table.add_column(title.replace("[", "\\["))
    for summary in map(summarise, folders):
        info = summary.info
        table.add_row(
            *(str(info[k]) for k in ("planner", "perception", "feedback", "decoding")),
            str(summary.all.rate).replace("[", "\\["),
            "" if summary.all.score is None else f"{summary.all.score:.2f}",
        )
    console.print(table)


def list_suites(as_json: bool) -> None:
    """Print the suites and how many tasks each has."""
    from sims.tasks.base import suites

    there = {s.name: f"{s.doc} ({len(s.tasks)} tasks)" for s in suites().values()}
    if as_json:
        print(json.dumps(there))
    for name, text in there.items() if not as_json else ():
        console.print(f"[cyan]{name}[/] {text}")


def hands_and_eyes(
    trials: int,
    stacks: int,
    mixed: int,
    views: int,
    robot: str,
    perception: str,
    seed: int,
    workers: int,
    out: Path | None,
    as_json: bool = False,
) -> None:
    """Measure the skills and the eyes over many trials, without a planner."""
    from sims.bench.perception import measure
    from sims.bench.report import show as show_trials
    from sims.bench.run import Plan, results, run
    from sims.build import choose, robots

    choose("robot", robot, robots())
    counts = {"pick-and-place": trials, "stack": stacks, "mixed": mixed}
    plans = [Plan(kind, robot, perception, seed, n) for kind, n in counts.items()]
    path = (out or Path("runs/bench")) / "skills.jsonl"
    for done in run(plans, path, workers):
        if not as_json and console.is_terminal:
            console.print(f"{done.kind} seed {done.seed} ", end="\r", markup=False)
    seen = measure(views, seed, robot=robot) if views and perception == "camera" else None
    show_trials(results(plans, path), seen, console, as_json)


def compare(a: Folder, b: Folder, as_json: AsJson = False) -> None:
    """Compare two runs on the same episodes: exact McNemar, paired bootstrap, what flipped."""
    with errors(as_json):
        from sims.bench.compare import compare as compared

        found = compared(a, b)
        if as_json:
            print(json.dumps(found.as_json()))
        else:
            console.print(str(found), markup=False, soft_wrap=True)


def report(
    folders: Annotated[list[Path], typer.Argument(help="Folders of runs.")],
    html: Annotated[Path | None, typer.Option(help="Where the page goes.")] = None,
    markdown: Annotated[Path | None, typer.Option(help="Where the Markdown goes.")] = None,
    csv: Annotated[Path | None, typer.Option(help="Where the table goes.")] = None,
    export: Annotated[Path | None, typer.Option(help="chat.jsonl, or a LeRobot folder.")] = None,
) -> None:
    """Put runs together: tables, published numbers, plots, failures with videos and traces."""
    with errors():
        from sims.bench import page

        if html:
            page.report(folders, html=html)
        for path, text in ((markdown, page.markdown), (csv, page.csv)):
            if path:
                path.write_text(text(folders))
        if export:
            write_export(folders, export)
        written = [path for path in (html, markdown, csv, export) if path]
        for path in written:
            console.print(str(path), markup=False, soft_wrap=True)
        if not written:
            console.print(page.markdown(folders), markup=False, soft_wrap=True)


def write_export(folders: Sequence[Path], to: Path) -> None:
    """Write the episodes as chat-format lines (.jsonl) or as a LeRobot dataset."""
    from sims.bench import export

    if to.suffix == ".jsonl":
        export.chats(folders, to)
    else:
        export.lerobot(folders, to)
