"""Everyday scenes in which one wish is hidden, and things that are where they do not belong."""

from __future__ import annotations

from agent.spatial import is_in, is_on
from agent.training.language.command import Command
from agent.training.language.natural.single import somewhere
from agent.training.language.natural.words import AT, place, plain, say, sentences
from agent.training.language.single import fact, goal_of
from agent.training.language.table import Table, Unlucky
from agent.types import ObjectState

SCENE = sentences(
    """we have visitors tomorrow. They love robots. For them I'd like {a} {at}
    |what a day. I missed my bus and lunch was cold. At least make me happy by putting {a} {at}
    |my daughter was here this morning. She played for an hour. {a} should go {at} again,
    that's what's left to do|it's late. We want to go home. The last thing to do is {a} {at}
    |hello, I'm from the newspaper. I'm writing about your lab. Could you show me how {a} gets
    {at}?|the photographer is coming at noon. He was very clear about it. {a} {at}, he said
    |so my brother bet me ten euros. He thinks you can't do it. Put {a} {at} and I'll win
    |I had a dream last night. There was a robot in it. It put {a} {at}. Do the same please
    |this table is for the exhibition. Everything has a plan. The plan says {a} {at}
    |you know how my aunt is. She can't stand disorder. {a} has to be {at} before she arrives
    |we were just having coffee. Somebody bumped the table. {a} was {at} before, and it should
    be there again|ok so I'm new here. They told me to try something easy. How about {a} {at}?
    |good morning! Did you sleep well? Let's begin with {a} {at}
    |I lost my glasses. I hardly see a thing. Would you set {a} {at} for me?
    |today is my birthday. I get three wishes and have used up two. So: {a} {at}
    |the baby is asleep. We have to be quiet. Very gently, {a} {at}
    |I tried it by hand. It did not work out. You are better at it, so take {a} {to}
    |there was an accident with the tea. Most of it is dry by now. Only {a} still has to be
    moved {to}
    |we are shooting a film. In this scene the robot is the hero. It moves {a} {to}. Action!
    |my teacher explained it to us. I didn't listen. But I think it was {a} {at}
    |listen, it's simple. I point, you move. {a}, {at}
    |first I thought it was fine. Then I looked again. No, {a} needs to be {at}
    |nice lab you have here. Is that a real arm? Show me: {a} {at}
    |the old man next door made these himself. He likes things neat. With him {a} always stood
    {at}, so put it there|dinner is in five minutes. Wash your hands, kids! And robot, {a} {at}
    |we ran this test yesterday and it failed. I changed a few settings. Try once more to get
    {a} {at}|I'm not good with words. Sorry. {a}... {at}... please
    |imagine this is a city. I'm the mayor. I order that {a} be moved {to}
    |there's a fly on my nose. My hands are full. Anyway, what I wanted to say: {a} goes {at}
    |it rained all week. The kids are bored. They want to see you move {a} {to}
    |I have a meeting in a minute. Can't stay. When I get back I expect {a} {at}
    |once upon a time there was {a}. It wanted to travel. Its destination: {at}
    |who did this? I turn my back for a second! {a} goes {at}, everybody knows that
    |here is the situation. The customer called. He wants {a} {at}
    |she doesn't speak English. Let me translate for her. She would like {a} {at}""",
    often="we have visitors tomorrow. They love robots. For them I'd like {a} {at}",
)
MISPLACED = sentences(
    """{a} does not belong {now}, it should be {at}|what is {a} doing {now}? It should be {at}
    |{a} is {now}. That's wrong, it goes {at}|why did somebody put {a} {now}? I want it {at}
    |right now {a} is {now}, but I'd prefer it {at}|{a} shouldn't be {now} but {at}
    |I see {a} {now}. It was meant to be {at}, please correct that
    |who left {a} {now}? move it {to}|{now} is no place for {a}. {at}, that's its place
    |take {a}, which is {now}, and put it {at}|{a} ended up {now} by mistake; bring it {to}
    |from where it is, {now}, {a} has to move {to}|{a} isn't happy {now}. how about {at}?
    |{a} can't stay {now}. would you set it {at}?|now {a} sits {now}; in the end it sits {at}
    |oh no, {a} got {now}. It goes {at}!|you find {a} {now}. Carry it {to}
    |hm, {a} {now}? I'd sooner have it {at}|{a}, at the moment {now}, is needed {at}
    |sorry, I accidentally put {a} {now}. Could you fix that? It goes {at}
    |{a} has been {now} long enough, {at} with it|there it is, {a}, {now}. Have it {at} please
    |{a} was put {now}, it was supposed to be put {at}
    |get {a} away from where it is {now}, and {at}|not {now} but {at}, that's where {a} belongs""",
    often="{a} does not belong {now}, it should be {at}",
)


def scene(t: Table) -> Command:
    """One thing somewhere, at the end of a story."""
    return somewhere(SCENE, t, "story")


def stands(a: ObjectState, t: Table) -> str:
    """Return in words where a thing is."""
    for b in t.objects:
        if b is not a and is_in(a, b):
            return f"{'on' if b.kind == 'tray' else 'in'} {plain(b, t)}"
        if b is not a and is_on(a, b):
            return f"on {plain(b, t)}"
    where = t.where(a)
    if where not in AT and "corner" not in where:
        raise Unlucky
    return place(where, AT, t).replace("into the", "in the")


def misplaced(t: Table) -> Command:
    """One thing from where it is to somewhere else."""
    a = t.pick(t.movable)
    now = stands(a, t)
    relation, target = goal_of(a, t)
    text = say(MISPLACED, t, {"a": a}, [(relation, target)], now=now)
    return Command(text, (fact(relation, a, target),), structure="natural-misplaced")
