"""Verbs and verb phrases, and the sentences round them.

In a phrase, {a} is what is moved and {at} where to; {do} is a whole command such as
"put the red block in the blue bowl", {doing} the same as "putting ...".
"""

from __future__ import annotations

from agent.training.language.splits import Phrases

PUT = Phrases(
    """put|place|move|set|lay|rest|deposit|position|stick|drop|pop|plop|plonk|chuck|toss|park
    |plant|stash|tuck|stow|store|shift|transfer|bring|carry|take|haul|slide|get|lower|ease|ship
    |deliver|send|relocate|transport|convey|lug|cart|guide|steer|direct|nestle|situate|install
    |seat|settle|insert|slot|slip|lodge|keep|leave|hoist|lift|swing|fetch|maneuver|plunk|dump
    |arrange|locate|dispatch|usher|nudge|sling|pitch|commit|consign|assign|allot|add|house|mount
    |work|reposition|bear|hand over|put away|whisk|shuttle|funnel|hurry|forward|trundle|tote
    |herd|drag|tug|pull|coax|bung|shove|bundle|pile|tip gently|plump|wedge|shelve|quarter""",
    often="put|place|move|put|set|bring|drop|lay",
)
"""Take {a} and {at}."""
PUT_SO = Phrases(
    """set {a} down {at}|put {a} down {at}|lay {a} down {at}|place {a} down {at}|drop {a} off {at}
    |bring {a} over and set it {at}|let {a} go {at}|get {a} to be {at}
    |move {a} so that it is {at}|move {a} so it ends up {at}|shift {a} until it is {at}
    |find {a} a spot {at}|find a place for {a} {at}|find room for {a} {at}
    |make a home for {a} {at}|let {a} rest {at}|let {a} sit {at}|have {a} sit {at}|have {a} {at}
    |see that {a} gets {at}|put {a} over {at}|see to it that {a} is {at}|make sure {a} is {at}
    |make sure that {a} ends up {at}|make certain {a} winds up {at}|ensure that {a} is {at}
    |ensure {a} sits {at}|arrange for {a} to be {at}|arrange things so that {a} is {at}
    |change things so {a} is {at}|give {a} a new place {at}|pick {a} up and put it {at}
    |lift {a} up and set it down {at}|take hold of {a} and leave it {at}
    |use your hand to put {a} {at}|use the gripper to put {a} {at}|grip {a} and release it {at}
    |move your arm and put {a} {at}|carry {a} over and leave it {at}
    |reach for {a} and put it {at}|go and get {a} and put it {at}|go get {a}, it goes {at}
    |help {a} get {at}|get {a} out of there and put it {at}|take {a} away and put it {at}
    |take {a} from where it is and put it {at}|remove {a} and put it {at}|send {a} over {at}
    |bring {a} to rest {at}|try to get {a} {at}|try and put {a} {at}|do put {a} {at}
    |get {a} moved {at}|get {a} placed {at}|have {a} moved {at}|have {a} put {at}
    |see {a} safely {at}|take care that {a} lies {at}|pop {a} down {at}|stand {a} {at}
    |dump {a} out {at}|gently place {a} {at}|carefully set {a} {at}|quickly put {a} {at}
    |simply put {a} {at}|softly lay {a} {at}|slowly lower {a} {at}|neatly place {a} {at}
    |kindly put {a} {at}|just put {a} {at}|go ahead and put {a} {at}|start by putting {a} {at}
    |begin with {a}: it goes {at}|work on getting {a} {at}|your task is to put {a} {at}
    |your job: get {a} {at}|task: put {a} {at}|goal: {a} {at}|todo: {a} {at}
    |next job: put {a} {at}|mission: bring {a} {at}|get on with putting {a} {at}
    |grasp {a}, then put it {at}|clasp {a} and put it down {at}|collect {a} and drop it {at}
    |pinch {a} and place it {at}|snatch {a} and put it {at}|seize {a} and deposit it {at}
    |hold {a} and then lower it {at}|scoop {a} up and leave it {at}|retrieve {a} and put it {at}"""
)
"""Whole commands."""
TAKE = Phrases(
    """pick up|grab|take|lift|fetch|get|grasp|seize|collect|snatch|hold|lift up|get hold of
    |take hold of|reach for|go for|clasp|clutch|scoop up|gather up|retrieve|catch hold of|grip
    |raise|take up|bring up|pluck up|hoist up|lay hold of|pinch|secure|latch onto|obtain|nab""",
    often="pick up|grab|take|lift|pick up",
)
THEM = Phrases(
    """put|place|move|drop|set|collect|gather|bring|get|take|load|pile|pack|throw|toss|dump|stow
    |shift|transfer|group|pool|assemble|herd|heap|clear|stash|store|lay|deposit|round up and put
    |bundle|shovel|lump|carry|haul|sort|cram|unite|combine|amass|empty|stuff|muster|jam
    |concentrate|corral|merge|relocate""",
    often="put|place|move|drop|gather|collect",
)
"""Take several things at once."""
DOING = Phrases(
    """putting|placing|moving|setting|dropping|bringing|laying|sticking|popping|transferring
    |shifting|depositing|positioning|getting|carrying|leaving|taking|stowing|lowering|parking""",
)
WANT = Phrases(
    """I want {a} {at}|I'd like {a} {at}|I need {a} {at}|we need {a} {at}|I want to see {a} {at}
    |I'd like to have {a} {at}|what I want is {a} {at}|I would like {a} to be {at}
    |I wish {a} was {at}|I want {a} to be {at}|I want {a} to end up {at}
    |I would love to see {a} {at}|we want {a} {at}|I'd prefer {a} {at}|I'd rather have {a} {at}
    |I'd be happy if {a} were {at}|{a} should go {at}|it would be great if {a} was {at}
    |it would be nice to have {a} {at}|my wish is to have {a} {at}|{a} goes {at}
    |{a} belongs {at}|{a} should be {at}|{a} needs to be {at}|{a} has to go {at}
    |{a} must be {at}|{a} must go {at}|{a} ought to be {at}|{a} should end up {at}
    |{a} is to go {at}|{a} is supposed to be {at}|{a} is meant to be {at}|{a} needs to go {at}
    |{a} has its place {at}|{a} should be sitting {at}|{a} should lie {at}|{a} shall be {at}
    |{a} would be better off {at}|{a} would look good {at}|{a} wants to be {at}
    |{a} needs moving: {at}, please|{a} is better {at}|in the end {a} should be {at}
    |at the end I want {a} {at}|when you are done {a} should be {at}|the place for {a} is {at}
    |the home of {a} is {at}|I'm missing {a} {at}|I expect {a} {at}|I expect to find {a} {at}
    |the idea is to have {a} {at}|the plan is: {a} {at}|the aim: {a} {at}
    |the new place of {a}: {at}|as for {a}, I want it {at}|about {a}: put it {at}
    |regarding {a}: it goes {at}|{a}: {at}|{a}, put it {at}|{a}? it goes {at}
    |{a}, that goes {at}|{a} - {at}|that thing, {a}, goes {at}|we'd like {a} {at}
    |I was hoping for {a} {at}|{a} had better be {at}|I fancy {a} {at}|let us have {a} {at}
    |let's have {a} {at}|let's put {a} {at}|let's get {a} {at}|let's move {a} {at}
    |let {a} be {at}|{at} is where I want {a}|{at} is where {a} belongs
    |{at} is the place for {a}|{at} I want {a}|{at} goes {a}|{at}, put {a}|{at}, please put {a}
    |{at} place {a}|{at} you should put {a}|{at} there should be {a}|{at} should be {a}"""
)
"""Sentences that say what shall be; {at} is where a thing is, not whereto."""
NONE = Phrases("{a} {at}|{a} now {at}|{a} just {at}", val="{a} then {at} ok", test="{a} so {at}")
"""Without a verb."""
ARROW = Phrases(
    "{a} -> {b}|{a} to {b}|{a} => {b}|{a} into {b}|{a} in {b}|{a}, {b}",
    val="{a} --> {b}", test="{a} >> {b}",
)  # fmt: skip
"""Hardly more than two names."""
ASK_FOR = Phrases(
    """could you {do}?|can you {do}?|would you {do}?|will you {do}?|could you please {do}?
    |would you please {do}?|can you please {do}|could you {do} for me?|would you kindly {do}?
    |would you be so kind as to {do}?|would you be able to {do}?|do you think you could {do}?
    |might you {do}?|may I ask you to {do}?|can I get you to {do}?|would it be possible to {do}?
    |is it possible to {do}?|are you able to {do}?|I'd like you to {do}|I want you to {do}
    |I need you to {do}|I'd ask you to {do}|I would like you to {do}|please {do}|{do}, please
    |pls {do}|plz {do}|{do} pls|kindly {do}|be so good as to {do}|do me a favor and {do}
    |{do}, will you?|{do}, would you?|{do}, if you can|{do}, if you don't mind|{do} for me
    |{do}, thanks|{do}. thank you!|{do}, thank you|you should {do}|you need to {do}
    |you have to {do}|you can now {do}|you may {do}|you must {do}|try to {do}|go and {do}
    |go ahead and {do}|go on and {do}|come on, {do}|just {do}|simply {do}|now {do}|next, {do}
    |first of all, {do}|robot, {do}|hey robot, {do}|ok robot, {do}|hey, {do}|hi, {do}
    |hello, please {do}|yo, {do}|arm, {do}|okay, {do}|ok {do}|alright, {do}|so, {do}|well, {do}
    |listen: {do}|without delay, {do}|I was wondering if you could {do}
    |I wonder whether you can {do}|it's time to {do}|time to {do}|your task: {do}
    |here is what to do: {do}|what you should do is {do}|all I ask is that you {do}
    |it would help if you could {do}|it would be nice if you could {do}|feel free to {do}
    |remember to {do}|don't forget to {do}|don't hesitate to {do}|be a dear and {do}
    |why don't you {do}?|any chance you could {do}?|think you can {do}?|let me see you {do}
    |show me how you {do}|I'd appreciate it if you could {do}
    |I would be grateful if you could {do}|{do} asap|{do} when you get a chance
    |{do} as soon as you can|{do} at once|{do} quickly|{do} carefully|{do}, gently
    |{do} - thanks!|uh, {do}|um, {do}|hmm, {do}|er, could you {do}|{do}, ok?|{do}, okay?
    |I'd be glad if you {do}|we have to {do}|we need to {do}|I need to {do}|help me {do}
    |can we {do}?|shall we {do}?|let us {do}|let's {do}|{do}. That's all|{do}, that is it
    |{do} now|{do} this time|the next thing: {do}|would you do me the favor to {do}?
    |I beg you to {do}""",
    often="please {do}|could you {do}?|can you {do}?|{do}, please",
)
"""A command wrapped in manners."""
MIND = Phrases(
    """would you mind {doing} {a} {at}?|how about {doing} {a} {at}?|what about {doing} {a} {at}?
    |do you mind {doing} {a} {at}?|try {doing} {a} {at}|I suggest {doing} {a} {at}
    |I'd appreciate you {doing} {a} {at}|start {doing} {a} {at}|consider {doing} {a} {at}
    |think about {doing} {a} {at}|I'm asking you for {doing} {a} {at}
    |any objection to {doing} {a} {at}?|I propose {doing} {a} {at}|next comes {doing} {a} {at}
    |{doing} {a} {at} would be great|{doing} {a} {at} is what I want
    |{doing} {a} {at} is your job|be so kind, {doing} {a} {at} please"""
)
"""With {doing}."""
CAN_BE = Phrases(
    """can {a} go {at}?|could {a} go {at}?|may {a} be {at}?|can I have {a} {at}?
    |could I have {a} {at}?|could we have {a} {at}?|can we get {a} {at}?
    |might {a} be moved {at}?|could {a} be put {at}?|can {a} be placed {at}?
    |why isn't {a} {at}? fix that|shouldn't {a} be {at}? please do that
    |would you like to see {a} {at}? I would|isn't {a} better {at}? put it there"""
)
"""Questions that are wishes."""
CHATTY = Phrases(
    """hi there|good morning|hello robot|thanks for that|great job so far|ok so|let me think
    |I have a small job for you|here's the next one|here we go|so here's the thing|listen up
    |sorry to bother you|quick favor|one more thing|you know what
    |I changed my mind about the table|we have guests tonight|my kid was playing here
    |let's tidy a bit|we are nearly done|this is for my photo|let's play a game
    |I'm demonstrating something|the camera is on|I'm in a hurry|no rush|when you're ready
    |all set?|time for some work|it's me again|I hope you are fine today|I am preparing a demo
    |we're testing you|attention please|back to work|now comes something easy|this one is simple
    |ready?|I can't reach it myself|my hands are full|my back hurts today
    |I just cleaned the table|this table is a mess|as we discussed yesterday|like last time
    |if you'd be so kind|just a little thing|okay robot"""
)
"""Before the goal, and of no consequence."""
