"""Sentences of what people need and complain about."""

from __future__ import annotations

from agent.training.language.natural.words import sentences

NEED = sentences(
    """I always look for {a} {at}, can you put it there|{a} is annoying me, put it {at}
    |I keep losing {a}. Put it {at} please|my kid wants to see {a} {at}
    |I can't reach {a}. Could you put it {at}?|{a} doesn't belong there, it belongs {at}
    |someone left {a} lying around, put it {at}|I don't like where {a} is. {at} would be better
    |we'll need {a} later, so keep it {at}|it would look much nicer with {a} {at}
    |I'm taking a photo, can you get {a} {at}|my boss wants {a} {at}, don't ask me why
    |I want to play with {a} later, put it {at}|why is {a} not {at}? please fix it
    |{a} should have been {at} already|how would it look with {a} {at}? show me
    |I have my hands full, can you put {a} {at}|the cat keeps knocking {a} over, put it {at}
    |my back hurts, so would you be a dear and move {a} {to}
    |since nobody tidied up, {a} has yet to get {at}|{a} got lost again; its spot is {at}
    |because the customer asked for it, {a} has to be {at}|it drives me mad that {a} isn't {at}
    |everybody expects to find {a} {at}|mommy says {a} has to be {at}
    |usually {a} is {at}. Somebody moved it. Put it back
    |the manual shows {a} {at}, so do it like in the manual
    |for the demo this afternoon we want {a} {at}|my glasses are off, I'd see {a} better {at}
    |I'd feel better if {a} were {at}|{a} would be safer {at}, don't you think? so move it
    |the plan on the wall says {a} {at}, and it isn't
    |what a pity that {a} is not {at}. Can that be changed?
    |{a} has no business being over there. {at} with it
    |tomorrow I'll look for {a} {at} and it had better be there
    |I was told that {a} lives {at}. Could you bring it home?|it's {a}'s turn to be {at}
    |my daughter asks if {a} could be {at}. It would make her day
    |in ten minutes there's an inspection, {a} must be {at}
    |as I'm left-handed I'd rather have {a} {at}|feng shui: {a} {at}
    |nobody will find {a} where it is now, so {at} please
    |I spilled some juice, quick, {a} has to get {at}
    |I'm making some order here and {a} belongs {at}|the experiment needs {a} {at}
    |the next person will want {a} {at}|{a} was supposed to be {at}, wasn't it? Then do it
    |I dreamt of {a} {at}. Make it come true|how come {a} still isn't {at}?
    |I'd be so happy to see {a} {at}|ugh, {a} again. {at}, please
    |the sun is blinding me, it shines on {a}. Move that {to}
    |so that I don't forget it, {a} should be {at}|in my opinion {a} looks best {at}
    |a guest with small kids is coming so {a} better be {at}
    |for reasons I can't go into, {a} has to be moved {to}""",
    often="I can't reach {a}. Could you put it {at}?",
)
IN_THE_WAY = sentences(
    """{a} is in the way of {b}, put it {at}|{a} is blocking {b}, move it {to}
    |I can't get at {b}, move {a} {to}|{a} is too close to {b}, put it {at}
    |I need to get to {b}. {a} is in the way, it can go {at}
    |make room around {b}, {a} can go {at}|{b} needs more space, so put {a} {at}
    |I'm going to use {b} now, please put {a} {at} so it's not in the way
    |whenever I want {b} I bump into {a}. Have it moved {to}
    |{b} is hard to reach because of {a}, which should be {at}
    |{a} stops me from getting to {b}, so {at} with it|to give {b} some air, {a} goes {at}
    |could you free {b}? By that I mean, {a} has to go {at}
    |{a} crowds {b}. how about having {a} {at}?|so that I can see {b}, set {a} {at}
    |oh {b} is hidden behind all this, take {a} and leave it {at}
    |next I want to touch {b}, but {a} bothers me. Put {a} {at}
    |{b} and {a} will bump into each other. {a} should go {at}
    |if {a} were {at} I could get at {b}. Do that please
    |I would love to look at {b} in peace; would you mind taking {a} {to}
    |{a} out of my way! I need {b}! {at}, please
    |{a} is a nuisance for anyone who wants {b}, {at}""",
    often="{a} is in the way of {b}, put it {at}",
)
SPACE = sentences(
    """I need some space {here}, move {a} {to}|I need the space {here}. Put {a} {at} instead
    |it's too crowded {here}, move {a} {to}|I want to put my laptop {here}, so move {a} {to}
    |{a} can't stay {here}, put it {at}|could you free up some space {here}? {a} can go {at}
    |my coffee goes {here}, so {a} has to go {at}|clear the space {here} please, {a} goes {at}
    |{here} we'll need room for the cake. So {a} should be {at}
    |I'm going to write {here}. Would you take {a} {to}?
    |nothing should stand {here}, so {a} goes {at}
    |{a} takes up room {here}. {at} it takes up none
    |somebody will sit {here} in a minute, please have {a} {at}
    |there's {a} {here}, but that's where my plate belongs. {a} {at} then
    |mind moving {a}? I wanted to work {here}. It can be {at}
    |{here} is where the camera points, {a} spoils it. Off {to}
    |empty spot {here}, please! {a} {at}!|I spilled water {here}, so bring {a} {to}
    |why is {a} {here}? We keep that place free. {at} is where it belongs
    |my elbow keeps hitting {a} {here}, move it {to}
    |i need place for my book {here}, you put {a} {at}
    |{a} blocks the space {here}; kindly relocate it {to}""",
    often="I need some space {here}, move {a} {to}",
)
EMPTY = sentences(
    """I need {m} empty, put what's in it {at}|empty {m} please, the stuff in it goes {at}
    |can you empty {m}? Put everything {at}
    |I want to use {m}, take everything out and put it {at}
    |{m} should be empty. What's in it goes {at}|get everything out of {m} and put it {at}
    |I have to wash {m}, so put what is inside {at}|take the stuff out of {m}, it goes {at}
    |whatever you find in {m}, it belongs {at}
    |soup goes into {m} soon, so all that's in there {at} please
    |{m} is not a storage room. Have its contents {at}
    |someone filled {m}. Undo that, the things in it go {at}
    |what's in {m}? Never mind, just get it {at}|leave nothing in {m}. put it all {at}
    |may I have {m}? without what is in it. that goes {at}
    |clean {m} out, leaving the contents {at}|unpack {m} for me. All of it {at}
    |{m} shouldn't hold anything, move what it holds {to}
    |everything that's lying in {m} should end up {at}
    |mind taking out whatever is in {m} and leaving it {at}?
    |I'd like {m} for my cereal, so could its contents go {at}?
    |{m}: out with everything, {at} with it|the contents of {m} have to be moved {to}
    |please you make {m} empty, the inside things go {at}
    |go ahead and unload {m}, you can leave it all {at}""",
    often="empty {m} please, the stuff in it goes {at}",
)
