"""The terminal's commands for benchmarks: run, compare, report."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from agent.cli_show import counts_of, describe, hands_and_eyes, list_suites, show, show_table
from agent.errors import UsageError, first_line
from agent.terminal import (
    AsJson,
    BaseUrl,
    Calibrated,
    Eyes,
    Model,
    RobotName,
    Seed,
    Vision,
    console,
    errors,
    notices,
)

if TYPE_CHECKING:
    from sims.bench.episode import Record
    from sims.bench.plan import Config
    from sims.bench.runner import Backend, Run

FILMS = ("none", "failures", "all")
STOPPED = 130
"""The exit code after Ctrl-C, as shells have it."""
Folder = Annotated[Path, typer.Argument(help="A run's folder.")]


def alone(help: str) -> Any:
    """Return an option that counts what is measured of hands and eyes alone."""
    return typer.Option(help=f"Suite skills, no planner: {help}", min=0)


def bench(
    suite: Annotated[str, typer.Argument(help="A suite's name, a YAML file, or `list`.")],
    planner: Annotated[str, typer.Option(help="expert, local, random or server.")] = "local",
    model: Model = "embedded",
    base_url: BaseUrl = "",
    vision: Vision = False,
    decoding: Annotated[
        str, typer.Option(help="feasible: among what can be done now; or free.")
    ] = ("feasible"),
    episodes: Annotated[int, typer.Option(help="Dealt out to the tasks in turn.")] = 100,
    seed: Seed = 0,
    workers: Annotated[int, typer.Option(help="Processes.")] = 2,
    perception: Eyes = "camera",
    calibration: Calibrated = None,
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
    trials: Annotated[int | None, alone("single pick-and-places.")] = None,
    stacks: Annotated[int | None, alone("towers of four blocks.")] = None,
    mixed: Annotated[int | None, alone("things of any kind.")] = None,
    views: Annotated[int | None, alone("tables to look at.")] = None,
    as_json: AsJson = False,
) -> None:
    """Run simulated episodes and count. The same command goes on where it was cut off.

    `bench skills --trials 1000` measures hands and eyes alone, without any planner: only what
    is counted by --trials, --stacks, --mixed and --views.
    """
    with errors(as_json):
        counts = counts_of(suite, trials, stacks, mixed, views)
        if counts:
            hands_and_eyes(counts, robot, perception, seed, workers, out, as_json)
            return
        if suite == "list":
            list_suites(as_json)
            return
        from sims.bench.plan import Config

        config = Config(
            *(suite, planner, model, decoding, perception, feedback, robot, seed),
            *(episodes, only, limit, str(calibration or ""), base_url, vision),
        )
        if video not in FILMS:
            raise UsageError(f"There is no --video {video!r}; there are: {', '.join(FILMS)}.")
        configs = varied(config, ablate)
        code = 0
        for one in configs:
            folder = out if out and len(configs) == 1 else folder_of(one, out)
            code = max(code, run_one(one, folder, workers, resume, cluster, video, as_json))
            if code == STOPPED:
                break
        if len(configs) > 1 and code != STOPPED and not as_json:
            show_table([folder_of(one, out) for one in configs])
    raise typer.Exit(code)


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
    server = f"{config.base_url}{config.vision or ''}"
    mark = hashlib.sha256(f"{same!r}{server}".encode()).hexdigest()[:8]
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
    from sims.bench.page import report as write_page
    from sims.bench.runner import Run
    from sims.bench.summary import summarise

    if resume and not RunFolder(folder).exists:
        raise UsageError(f"There is no run in {folder} to go on with.", "Leave --resume out.")
    run = Run(config, folder, workers)
    stopped = follow(run, backend_of(cluster), as_json)
    summary = summarise(run.folder)
    run.folder.write("summary.json", summary.as_json())
    try:
        if not stopped:
            film_some(run, video, as_json)
            write_page([folder], html=folder / "report.html")
    except KeyboardInterrupt:
        stopped = True
    if as_json:
        print(json.dumps(summary.as_json()), flush=True)
    else:
        show(summary)
    if stopped:
        notices.print("Stopped; the same command goes on.", style="yellow")
        return STOPPED
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
    for note in run.notes:
        notices.print(note, style="yellow", markup=False)
    if not as_json:
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


def film_some(run: Run, video: str, as_json: bool) -> None:
    """Make the videos that are wanted and not there yet."""
    from sims.bench.film import film
    from sims.bench.page import FAILURES, failed
    from sims.bench.summary import many

    wanted: list[Record] = []
    if video == "failures":  # those that the page shows
        wanted = failed(run.folder.records())[:FAILURES]
    elif video == "all":
        wanted = [r for r in run.records() if not r.error]
    places = [run.folder.episode(r.task, r.seed) / "video.mp4" for r in wanted]
    for i, (record, place) in enumerate(zip(wanted, places, strict=True), 1):
        if not as_json and console.is_terminal:
            console.print(f"[dim]video {i} of {len(wanted)}[/]", end="\r")
        if not place.exists():
            try:
                film(run.folder, record)
            except UsageError as error:  # the figures are worth more than the films
                notices.print(error.message, style="yellow", markup=False)
                break
    if wanted and not as_json:
        there = many(sum(place.exists() for place in places), "video")
        console.print(f"[dim]{there} in {run.folder.path / 'episodes'}[/]")


def compare(a: Folder, b: Folder, as_json: AsJson = False) -> None:
    """Compare two runs on the same episodes: exact McNemar, paired intervals, what flipped."""
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
                with writing(path):
                    path.write_text(text(folders))
        if export:
            with writing(export):
                write_export(folders, export)
        written = [path for path in (html, markdown, csv, export) if path]
        for path in written:
            console.print(str(path), markup=False, soft_wrap=True)
        if not written:
            console.print(page.markdown(folders), markup=False, soft_wrap=True)


@contextlib.contextmanager
def writing(path: Path) -> Iterator[None]:
    """Say in a sentence that a file cannot be written."""
    try:
        yield
    except OSError as error:
        why = error.strerror or first_line(error)
        raise UsageError(f"{path} cannot be written: {why}.") from error


def write_export(folders: Sequence[Path], to: Path) -> None:
    """Write the episodes as chat-format lines (.jsonl) or as a LeRobot dataset."""
    from sims.bench import export

    if to.suffix == ".jsonl":
        export.chats(folders, to)
    else:
        export.lerobot(folders, to)
