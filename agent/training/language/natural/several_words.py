"""How people speak of all things, of all but some, of two, of lists, of the rest."""

from __future__ import annotations

from agent.training.language.natural.words import sentences

ALL = sentences(
    """put all the blocks {at}|all blocks {at}|all blocks {to}|every block {at} please
    |can you put all the blocks {at}?|move all the blocks {to}|put every block {at}
    |clean up the blocks, they go {at}|could you gather all the blocks {at}
    |all the blocks should be {at} in the end|I want all of the blocks {at}
    |take the blocks one by one and put them {at}|collect the blocks, put them {at}
    |put the blocks {at}, all of them|please put the blocks {at}|let's get all the blocks {at}
    |bring all blocks {to}|all the cubes {at}|tidy up please. The blocks go {at}
    |throw all the blocks {at}|i need all blocks {at}, thanks|round up the blocks and put them {at}
    |no block should be left out, all of them go {at}|ok, big job: all the blocks {at}
    |I'd be so grateful if all the blocks could find their way {to}
    |{at}, that's where all the blocks belong|{at} please, the whole bunch of blocks
    |all the blocks? {at}. thanks|how about all of the blocks {at}?
    |would you mind putting all the blocks {at}?|go ahead and get all of the blocks {at}
    |when you're finished, there should be no block that isn't {at}
    |my boss comes in five minutes, so all the blocks have to be {at} by then|blocks -> {place}, all
    |target {place}, objects: all blocks|all blocks must be moved {to}
    |the blocks are all over the table! {at} with them
    |dear robot, be so kind and bring all the blocks {to}
    |sweetie, could you put all those blocks {at} for granny?|wanna see all the blocks {at}
    |all blcoks {at} pls|can u put al the blocks {at}|make it so that all of the blocks are {at}
    |I need some space, so please take all the blocks {to}|not one or two but all of the blocks {at}
    |let me think... yes, all the blocks, {at}
    |I was wondering whether you could collect all of the blocks {at}
    |as many blocks as there are, put them {at}|any block you can find goes {at}
    |one after the other please, all blocks {to}|keep going until all the blocks are {at}
    |don't stop before the last block is {at}|it would be lovely to have all the blocks {at}
    |why aren't all the blocks {at}? They should be|see these blocks? They all belong {at}
    |we keep the blocks {at}, so please put all of them there
    |the blocks, could they all be brought {to}?|are you able to bring all the blocks {to}?
    |blocks. all. {at}.|I want to see how you bring the blocks {to}, every one of them
    |the right place for all of these blocks is {at}|please you take all blocks and you put {at}
    |all of the blocks need to be {at} before the next group comes in
    |it's bedtime for the blocks, they all sleep {at}|what if you put all the blocks {at}?
    |we're done playing, all the blocks go {at} now|new demo. Everything that is a block goes {at}
    |um, the blocks, can you, like, put them all {at}|park the blocks {at}, the whole set
    |dump all the blocks {at}|no exceptions: blocks go {at}|may I have all the blocks {at}?
    |the task is simple, all the blocks have to be {at}|yes all of them, all the blocks, {at}
    |begin with any block you like, but finally I want them all {at}
    |it bothers me that the blocks aren't {at}. Put all of them there
    |hmm, what shall we do with the blocks... All of them {at}, I'd say|end state: all blocks {at}
    |blocks can't stay like this. Please see that they all get {to}""",
    often="put all the blocks {at}|all blocks {at}",
)
OF_COLOR = sentences(
    """put all the {color} blocks {at}|all {color} blocks {at}|put the {color} blocks {at}
    |can you move the {color} blocks {to}?|everything {color} that's a block goes {at}
    |all the {color} ones go {at}, I mean the blocks|get me all the {color} blocks {at}
    |move every {color} block {to}|only the {color} blocks please, put them {at}
    |sort out the {color} blocks and put them {at}|the {color} blocks {at} please
    |pick all {color} blocks, place {at}|I want every {color} block {at}
    |find the {color} blocks and put them {at}|could all the {color} blocks go {at}
    |all that is {color} and a block belongs {at}|how about the {color} blocks {at}?
    |you see the {color} blocks? They belong {at}|would you mind moving the {color} blocks {to}?
    |go ahead and take the {color} blocks {to}
    |my favourite color is {color}, so put all blocks of that color {at}
    |{color} blocks: {at}. The rest stays|blocks that are {color} should be {at}
    |I only care about the {color} blocks. {at} with those|if a block is {color}, put it {at}
    |whenever you see a {color} block, it goes {at}|the {color} blocks have to be brought {to}
    |{at} I'd like to see the {color} blocks|let's collect the {color} blocks {at}
    |filter: color = {color}, kind = block. target: {place}
    |all blocks with the color {color} go {at}|there are some {color} blocks, get them all {at}
    |please you move all blocks what are {color} {to}
    |umm the {color} ones, the blocks, can they go {at}
    |pick out the {color} blocks for me, would you? {at}
    |in the end no {color} block should be anywhere but {at}
    |only {color} today! All blocks that are {color} go {at}|mommy says the {color} blocks go {at}
    |be a dear and carry the {color} blocks {to}|are there {color} blocks? Then put all of them {at}
    |the ones I want {at} are the {color} blocks
    |we need the {color} blocks for the next run, {at} please
    |don't bother with the others, just the {color} blocks {at}|{color} blocks, all of them, {at}
    |your job: find what's {color} among the blocks and bring it {to}
    |I'm missing the {color} blocks {at}|it would be great if the {color} blocks were {at}
    |gather whatever {color} blocks you see and leave them {at}|al the {color} blocks {to} thx
    |of the blocks, take those that are {color} and put them {at}
    |so, {color}. Blocks. {at}. All of them, ok?""",
    often="put all the {color} blocks {at}",
)
EXCEPT = sentences(
    """put all the blocks {at} except {x}|everything but {x} goes {at}, just the blocks
    |all blocks except {x} {at}|put all blocks {at}, but leave {x} where it is
    |move all the blocks {to}, just not {x}|leave {x}, the other blocks go {at}
    |all the blocks {at} please, but not {x}|every block except {x} should be {at}
    |I need {x} here, put the other blocks {at}|don't touch {x}. All the other blocks {at}
    |put the other blocks {at}, {x} can stay|can you put all the blocks apart from {x} {at}
    |{x} stays, all other blocks {at}|all the blocks but {x}: {at}
    |clear the blocks away, they go {at}. Leave {x} though|keep {x} out, the other blocks go {at}
    |{x} is fine where it is, but the other blocks should be {at}
    |all the blocks {at}, with the exception of {x}
    |I'm still using {x}. The rest of the blocks can go {at}
    |would you mind putting all the blocks {at}, minus {x}?
    |how about all blocks {at} but {x} stays put?|hands off {x}! All the other blocks go {at}
    |go ahead and bring the blocks {to}, only don't take {x}
    |the only block that should not end up {at} is {x}
    |in the end all blocks are {at}, and {x} is still where it is now
    |{x} is already good, so just get the other blocks {to}|blocks {to}, not {x}
    |all blocks minus {x}: {at}|anything that's a block and isn't {x} belongs {at}
    |take all blocks but forget about {x}, and put them {at}
    |my son plays with {x}, so leave it. The other blocks go {at}
    |apart from {x}, could all the blocks be brought {to}?|other than {x}, all the blocks go {at}
    |let {x} be. Put the rest of the blocks {at}
    |ignore {x}, and then all the blocks you have left go {at}|skip {x}. All remaining blocks {at}
    |please all block {at} but {x} no|I want all the blocks {at}. Well, not {x}, that one stays
    |all the blocks {at}... wait, without {x}|pretend {x} isn't there and put all the blocks {at}
    |{x} doesn't go {at}, but all the other blocks do
    |don't you dare move {x}, it's only the other blocks I want {at}
    |we don't need {x} {at}. Just the other blocks, please
    |can {x} stay and all the other blocks go {at}?|which blocks go {at}? All of them, but not {x}
    |the whole set of blocks {at}, leaving out {x}|if it's a block, put it {at}, unless it is {x}
    |except for {x}, all the blocks have to be {at}
    |darling, all the blocks {at} please, but let me keep {x} where it is
    |nobody touches {x}. The rest of the blocks, off {to}|all blocks save {x} are wanted {at}
    |move the blocks {to} and spare {x}
    |there's a reason {x} stands there, so only put the other blocks {at}|al blocks {at} exept {x}
    |um, everything that is a block, not {x} though, {at}|{x}: stay. other blocks: {place}""",
    often="put all the blocks {at} except {x}",
)
TWO = sentences(
    """put any two blocks {at}|put two of the blocks {at}|two blocks {at} please
    |take two blocks, I don't care which, and put them {at}|pick two blocks and put them {at}
    |I need two blocks {at}|can you put two blocks {at}, you choose|2 blocks {at}
    |just two of the blocks {at}, that's enough|two blocks should go {at}, any two
    |how about two of the blocks {at}?|would you mind bringing two blocks {to}?
    |go ahead and choose two blocks for {at}, hmm, any two, and put them there
    |whichever two blocks you like best, I want them {at}|two blocks, {at}, surprise me
    |a couple of blocks {at} would be nice
    |I don't mind which blocks you take, but two of them should be {at}
    |let's have two of these blocks {at}|pick yourself a pair of blocks, it goes {at}
    |not all of the blocks, only two, {at}|there should be two blocks {at} when you are done
    |two blocks have to be moved {to}, which ones is up to you|move 2 blocks {to}, any
    |could I get two of the blocks {at}? I'm not picky|take one block {to}, and then another one
    |n=2, blocks, {place}|it takes two blocks {at} for this experiment, so bring them
    |please you put two block {at}, is same which|grandma wants two blocks {at}, you pick
    |two is enough: two blocks {at}|one block {at} and then one more
    |you decide which, but please two of the blocks {at}|I'd be happy with any two blocks {at}
    |so, of all these blocks, two go {at}|random two blocks {to}""",
    often="put two of the blocks {at}",
)
BOTH = sentences(
    """put both blocks {at}|both blocks {at}|can you put both of them {at}? the blocks I mean
    |both blocks should be {at}|move both blocks {to}|take both blocks and put them {at}
    |the two blocks go {at}|I'd like both blocks {at}|put the two blocks {at} please
    |both of the blocks {at}, one after the other|how about both blocks {at}?
    |would you mind putting the two blocks {at}?|go ahead and bring both of the blocks {to}
    |there are two blocks. I want the two of them {at}|see the two blocks? Both belong {at}
    |neither block should stay where it is, put them {at}|it would be nice to have both blocks {at}
    |the pair of blocks, {at} please|not just one block, both {at}
    |in the end there are two blocks {at}|one block {at}, the other block too
    |both blocks have to be moved {to}|can the two blocks be {at} together?
    |take one block {to}, then the other|please you put both block {at}
    |hmm, the blocks, both of them, I think {at}|I need those two blocks {at}, the pair
    |we only have two blocks, let's put them {at}|{at} is where I want the two blocks
    |the two of them are blocks, the two of them go {at}|blocks (2x): {place}
    |the two blocks miss each other, put them {at} together
    |could you carry both blocks {to}, please and thank you|boht blocks {at}""",
    often="put both blocks {at}",
)
PAIR = sentences(
    """put {ab} {at}|{ab} {at}, both of them|move {ab} {to}|can you put {ab} {at}?|{ab} both go {at}
    |could you move {ab} {to} please|take {ab} and put both {at}|{ab} should be {at}
    |put {a} {at} and {b} too|{a} goes {at}, and so does {b}|I want {a} and also {b} {at}
    |not just {a} but also {b} should go {at}|{a} {at}, same for {b}|grab {ab} and put them {at}
    |{ab}: {at}|first {a} then {b}, both {at}|how about {ab} {at}?|would you mind putting {ab} {at}?
    |go ahead and move {ab} {to}|{at} I'd like to have {ab}
    |{ab} belong together, and they belong {at}|I need {ab}. {at}, please
    |there are two things I want {at}, {a} and {b}|{a} has to be {at}, and {b} as well
    |both {a} and {b} have to get {to}|two objects {to}: {a_} and {b_}|{a_} plus {b_} {at}
    |it'd be lovely if {ab} were {at}|in the end I want to see {ab} {at}
    |when you are done, {ab} should both be {at}|{a} isn't enough, I want {b} {at} too, so take both
    |take {a} {to}. And when you're back, {b} too|the two of them, {ab}, go {at}
    |please bring {a} {to} together with {b}|could {a} and {b} both be brought {to}?
    |let's bring {ab} {to}, shall we?|see {ab}? Off {to} with them
    |can you carry {ab} {to}? One after the other is fine|what belongs {at}? Well, {a} does, and {b}
    |for this test {ab} have to be {at}|I am missing two things {at}, namely {ab}
    |what I want {at} is {a}, plus {b}|{a}. {b}. {at}, both.
    |um, {a} and, what else, {b}, they go {at}|please you take {a} and also {b} and bring {to}
    |granny would like {ab} {at}, dear|deliver {ab} {to}|pls put {a} adn {b} {at}
    |I wonder whether {ab} could be {at}
    |my hands are full, so would you get {a} {to} for me, and {b}|{b} {at}? Yes, and {a} with it
    |drop off {a} and then {b} {at}|get rid of {ab}, just leave them {at}
    |as for {a} and {b}: {at}, please""",
    often="put {ab} {at}",
)
TRIPLE = sentences(
    """put {a}, {b} and {c} {at}|{a}, {b} and {c} {at}|move {a}, {b} and {c} {to}
    |{a_}, {b_}, {c_}: all {at}|I need three things {at}: {a}, {b} and {c}
    |can you put {a}, {b} and {c} {at}|take {a}, {b} and {c} and put them {at}
    |{a} and {b} go {at}, and {c} as well|how about {a}, {b} and {c} {at}?
    |would you mind bringing {a}, {b} and also {c} {to}?|{a} belongs {at}. So do {b} and {c}
    |go ahead, {a}, {b} and {c} all go {at}|{at} I want to see {a}, {b} and {c}
    |all three should be {at}: {a}, {b}, {c}|{a_}, {b_} and {c_}, the three of them {at} please
    |3 objects {to}: {a_}, {b_}, {c_}|{a} has to go {at}, {b} too, and so does {c}
    |collect {a}, then {b}, then {c}, and leave them {at}|in the end {a}, {b} and {c} are all {at}
    |first {a}, next {b} and at last {c}, they all go {at}
    |let me see, {a} {at}, then {b} as well, oh and {c}
    |not only {a} and {b} but {c} as well, everything {at}|the following go {at}: {a}, {b}, {c}
    |my kids want {a}, {b} and {c} {at}, can you do that?|could {a}, {b} and {c} all be moved {to}?
    |I have to take a photo of {a}, {b} and {c}, so put them {at}
    |please you bring {a}, and {b}, and also {c} {to}
    |move three things {to} for me, that is {a}, {b} and {c}""",
    often="put {a}, {b} and {c} {at}",
)
REST = sentences(
    """put {a} {at} and the rest of the blocks {at2}|{a} {at}, all other blocks {at2}
    |{a} goes {at}, the other blocks go {at2}|put {a} {at} and the other blocks {at2}
    |first {a} {at}, then the remaining blocks {at2}|{a} {at} please. The other blocks {at2}
    |only {a} goes {at}. put all the other blocks {at2}
    |move {a} {to} and all the remaining blocks {to2}|{a} should be {at} and every other block {at2}
    |{a} is the only one that goes {at}. The other blocks belong {at2}
    |how about {a} {at} and the rest of the blocks {at2}?
    |would you mind putting {a} {at}, and then the remaining blocks {at2}?
    |{a} should be kept apart: {at}. The other blocks {at2}
    |I want {a} {at}, whereas all the other blocks should be {at2}
    |{a} {at}. Rest of the blocks {at2}. Thanks
    |one goes {at}, that's {a}, and the other blocks go {at2}
    |go ahead and bring {a} {to}. The blocks that are left go {at2}
    |start with {a}, it goes {at}. Whatever blocks remain go {at2}
    |in the end {a} is {at} while the remaining blocks are {at2}
    |please {a} {to} and all rest of blocks {to2}
    |{a} gets a special spot {at}, the rest of the blocks can go {at2}
    |take {a} {to}. As for the other blocks, {at2} with them
    |where does {a} go? {at}. And the blocks that remain? {at2}
    |set {a} aside {at}, and gather the other blocks {at2}
    |{a} to be placed {at}, remaining blocks {at2}
    |separate {a} from the other blocks. {a} {at}, the others {at2}
    |my daughter gets {a}, put it {at}. The other blocks can all go {at2}
    |could {a} be moved {to} and the other blocks {to2}?
    |hmm, {a}... {at}. And the blocks we have left... {at2}|{a_}: {at}, other blocks: {at2}""",
    often="put {a} {at} and the other blocks {at2}",
)
SORT = sentences(
    """sort the blocks by color|sort the blocks into the bowls by color
    |put each block in the bowl with the same color|every block in its own color bowl
    |can you sort the blocks into the right bowls?|match the blocks with the bowls
    |put the blocks in the bowls of the same color please|sort by color please
    |each block goes to the bowl of its color|blocks into bowls, same color
    |clean up: every block goes in the bowl that has its color|color sort the blocks
    |let's play a sorting game, each block goes in the bowl with the same color
    |please sort. red in red, blue in blue and so on|I want the colors of block and bowl to match
    |put every block into the bowl that looks like it|same color together, blocks in bowls
    |would you mind sorting the blocks into the bowls? Same color, of course
    |how about you sort the blocks by color
    |go ahead and sort the blocks into bowls of the same color
    |a red block belongs in a red bowl and so on, you get the idea
    |the bowls have colors, the blocks have colors. Bring them together
    |block color = bowl color, for all blocks|assign the blocks to the bowls by color
    |I like order. Could the blocks be in the bowls of their colors?
    |in the end, block and bowl should have the same color everywhere
    |please make that all blocks are in the bowl with same color
    |look at a block's color, then find the bowl with that color and drop it there. Do it for all
    |sort it all out by color, blocks and bowls
    |do you know your colors? Show me with the blocks and bowls
    |can you tell colors apart? Then put the blocks where they match
    |let me see you group the blocks by color, in the bowls
    |help me clean up, the blocks have to be in the bowls that match them
    |no block in a wrong bowl please, go by color
    |my little girl learns colors. Show her which block goes in which bowl
    |all blocks home to the bowl of their color|pair up blocks and bowls by color
    |sorting task: blocks to bowls, key = color|the blocks should be sorted by colour
    |every bowl gets the blocks of its color|each bowl wants its own color, feed it the right blocks
    |blocks go where their color is, into the bowls I mean
    |I'd love to see the blocks sorted, you know, by color
    |what about a color match: blocks in the bowls?
    |could all blocks be put in bowls that have the color of the block?
    |distribute the blocks so that the colors fit|sort teh blocks by color
    |um so the blocks, they go in the bowls, but like with the right color
    |like with like please: the blocks in the bowls that have their color
    |it's a mess here! Sort the blocks into the bowls, color by color
    |a place for every block: the bowl that has the same color|run the color sorting demo
    |one color per bowl, so sort the blocks|make the bowls and the blocks agree in color
    |which block goes in which bowl? Just go by the color and do it for all of them""",
    often="sort the blocks by color|put each block in the bowl with the same color",
)
