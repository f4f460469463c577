"""Sentences of what visitors ask for that cannot be done."""

from __future__ import annotations

from agent.training.language.natural.words import sentences

MISSING = sentences(
    """can you hand me the {x}?|take the {x} and put it behind {b}
    |where did you put the {x}? give it to me|pick up the {x}|grab the {x} please
    |I need the {x}, can you get it|move the {x} next to {b}|give me that {x} over there
    |put the {x} somewhere else|could you get me the {x}|put {b} next to the {x}
    |pass me the {x} quickly|the {x} please|take the {x} and put it on {b}
    |put {b} in front of the {x}|how about the {x}? lift it for me
    |I can't find the {x}, but you can, so bring it here|you see the {x}? set it beside {b}
    |next is the {x}, it goes in the middle|mind getting hold of the {x}?
    |{b} should stand by the {x}|would you be so kind as to fetch the {x}
    |my mother wants the {x}, hand it over|{b} belongs behind the {x}
    |the {x} goes to the left of {b}|first pick up the {x}, then hold it
    |go ahead and take the {x}|the {x} is in the wrong place. Put it on the right side
    |i want that you bring the {x}|there's a {x} on the table, isn't there? Take it
    |have the {x} moved to the top edge|let's see you lift the {x}
    |{b} and the {x} should be neighbours, move {b}|is the {x} heavy? Try to pick it up
    |the {x}, in the corner at the top left please|leave {b} where it is, but take the {x}
    |um, the {x}... yes, that. Could you move it to the middle?|swap to the {x} now, take that
    |what I'd like is the {x} close to {b}|oh look, a {x}! Put it next to {b}
    |hold the {x} for a moment|before anything else get the {x} out of my way
    |{b} is for later, now it's the {x}, take it""",
    often="pick up the {x}",
)
NO_SKILL = sentences(
    """can you make me a coffee?|get me a beer|juggle with the blocks|what's the time?
    |throw {a} at my colleague|can you dance?|tell me a story|do my homework|wipe the table
    |clean the table with a sponge|can you cut {a} in two?|break {a}|sing happy birthday
    |wave at us|give me a high five|shake my hand|can you draw something?|open the window
    |open the door for me|play rock paper scissors with me|balance {a} on your elbow
    |throw {a} up and catch it|how much does {a} weigh?|spin {a} around really fast
    |paint {a} black|fold my shirt|bring me the newspaper from outside|play chess with me
    |tie my shoes|turn off the lights|take a selfie with us
    |would you kindly pour me a cup of tea|scratch my back|do a backflip
    |can you speak French? say something|what does {a} taste like? lick it|hammer {a} flat
    |could you saw {a} in half for me|melt {a}|wash {a} with soap|make {a} float in the air
    |make {a} disappear like a magician|read me the news|how about a song?
    |mind calling a taxi for me?|order us a pizza|what will the weather be like tomorrow?
    |tickle my brother|write my name on {a}|draw a smiley on {a}|stick a label on {a}
    |glue {a} to the table|screw {a} tight|drill a hole through {a}|set {a} on fire
    |boil {a} for five minutes|post a picture of {a} on my website|my phone is empty, charge it
    |i'm thirsty, squeeze me an orange|walk over here and hug me|bounce {a} like a basketball
    |kick {a}|catch this when I throw it|feed my fish|please sir you repair my watch
    |translate what I say into German|print out a copy of {a}|{a} needs a new colour, paint it
    |{a} should be heavier, make it so|make {a} twice as big|turn {a} into gold|peel {a}
    |go and vacuum the lab|who is the boss here? call him|let's arm wrestle!|clap your hands
    |blow the dust off {a}|iron these trousers|put a bow around {a}|wrap {a} up as a present
    |weigh {a} and tell me|take {a}'s temperature|could you record a video of {a}?
    |play some jazz while you work|type up my report|solve this sudoku
    |buy me another one like {a}|go get lunch|water the flowers|shoot {a} across the room
    |comb my hair|cook something nice with {a}|sew a button on|whistle!
    |is it true that you can fly? do it|make a paper plane|tear {a} to pieces""",
)
BEYOND = sentences(
    """throw {a} on the floor|put {a} on the floor|hide {a} down there under the table
    |put {a} on my chair|take {a} to the other room|put {a} on the shelf|put {a} in my pocket
    |bring {a} over to the door|put {a} on the other table over there
    |drop {a} off the edge of the table|carry {a} to the kitchen
    |put {a} behind you, off the table|put {a} on the windowsill|throw {a} out of the window
    |put {a} on top of the cupboard|{a} goes outside, into the garden
    |could {a} please be moved to my office?|how about {a} down on the carpet
    |mind taking {a} over to the reception desk?|{a} belongs in the drawer of my desk upstairs
    |i want {a} under the sofa|for the cleaners {a} should be out in the hallway
    |{a}? in the bin outside, please|would you bring {a} to my colleague in the next room
    |stick {a} to the ceiling|get {a} onto the roof|my car is parked outside, put {a} in there
    |hang {a} on the wall over there|the ground is where {a} belongs, put it down there
    |send {a} down the stairs|leave {a} in front of the front door
    |{a} shall lie two meters away from the table|place {a} at the other end of the room
    |put {a} in my backpack, it's on the floor|deliver {a} to the basement
    |let {a} fall to the floor, I'll pick it up|{a} has to leave this table and go on that one
    |robot please to put {a} on the street|push {a} over the edge so it lands on the floor
    |{a} up on the lamp|take {a} and set it down on the sofa over there""",
    often="put {a} on the floor",
)
REACH = sentences(
    """can you get {a}?|pick up {a}, it's far away I know|put {a} {at}|try to reach {a}
    |bring {a} {to}|reach over and grab {a}|get {a} and put it {at}|move {a} closer to us, {to}
    |{a} is rather far out, bring it {to}|how about {a}, {at}?|would you mind getting {a} {at}?
    |I'd love to have {a} {at}|stretch out and take {a}|{a} {at}|fetch {a} for me please
    |is your arm long enough for {a}? It should be {at}|see {a} back there? {at} with it
    |go ahead and pick up {a}|{a} looks lonely over there, put it {at}|{a} should be {at}
    |let me see you grab {a}|hold {a} for me|could {a} go {at}, please
    |why is {a} so far off? I want it {at}|please to take {a} and put {at}""",
    often="put {a} {at}",
)
