"""One thing somewhere, as a visitor types or says it."""

from __future__ import annotations

from agent.training.language.command import Command
from agent.training.language.natural.words import say, sentences
from agent.training.language.single import fact, goal_of
from agent.training.language.splits import Phrases, one
from agent.training.language.table import SIDES, Table
from agent.types import Fact

IN = sentences(
    """put {a} in {b}|{a_} in {b_}|{a_} into {b_} please|could you drop {a} in {b}?
    |can you put {a} inside {b} for me please|drop {a} into {b}|throw {a} in {b}
    |I'd like {a} in {b}|hey, can you pop {a} into {b}?|just toss {a} in {b}
    |so {a} goes in {b}|so {a}, that one should go into {b}|go get {a} into {b}
    |take {a}, put it in {b}|grab {a} and drop it in {b}|pick up {a} and put it inside {b}
    |ok now {a} into {b}|please to put {a} in {b}|robot please you put {a} in {b}
    |can you get {a} inside {b}, I can't reach|let's see if you can get {a} into {b}
    |I bet you can't put {a} in {b}|show my son how you put {a} in {b}
    |you see {b}? {a} should be in there|see {a}? I want it in {b}|find {a}. it goes in {b}
    |would you be able to place {a} in {b}
    |move {a} from where it is now into {b}|fill {b} with {a}
    |let's start easy. put {a} in {b}|hmm, maybe put {a} in {b}
    |not sure you get this but {a} in {b} please|why don't you put {a} in {b}
    |do you know where {a} is? put it in {b}|{a} is looking for a home, I think {b} is the one
    |hide {a} in {b}|can {a} go in {b}?|i want that {a} is in {b}
    |{b} - that's where {a} goes|test: {a_} in {b_}|pick {a_}, place in {b_}
    |pick and place: {a_} into {b_}|could {a} please end up in {b}|{a} should live in {b}
    |{b} should contain {a} when you're done|by the end {a} should be in {b}
    |make it so that {a} is in {b}|when I look into {b} I want to see {a} there
    |it's {b} that {a} should be in|it's {a} I want in {b}|what I want in {b} is {a}
    |what {b} is missing is {a}|in {b} is where {a} should be|inside {b}, that's the spot for {a}
    |what about {a}, could it go in {b}|mind dropping {a} into {b}?
    |any chance of getting {a} into {b}?
    |time for {a} to go into {b}|go ahead and stick {a} in {b}|tuck {a} away in {b}
    |nestle {a} inside {b}|plonk {a} in {b}, will you|shove {a} into {b}|park {a} in {b} for now
    |dump {a} in {b}, i don't care how|deposit {a} in {b}
    |ferry {a} over to {b} and let it fall in|whack {a} in {b} mate|chuck {a} in {b}
    |store {a} in {b} so we don't lose it|stash {a} in {b}, quick|keep {a} in {b} from now on
    |{a} is to be placed in {b}|I would like {a} to be put into {b}, please
    |{a} has to be taken and dropped in {b}|can {a} be moved into {b}
    |{b} is the one {a} should end up in|the thing I want in {b} is {a}|we want {b} to hold {a}
    |let {b} have {a} in it|feed {a} to {b}|{b} is hungry, give it {a} to eat
    |{a} wants to sleep in {b}|think of {b} as a nest. {a} belongs in it
    |let's score! {a} into {b}|let's pretend {b} is a garage and {a} is a car. drive it in
    |uh, wait, let me think... ok, {a} into {b}|hmm which one... {a}, yes. in {b}
    |let me see, I think {a} would do well in {b}
    |so that it doesn't get lost, {a} had better be in {b}|it's a mess here, so {a} in {b} please
    |I'm cleaning up, so {a} should go inside {b}|to keep things tidy, get {a} into {b}
    |would it be terribly rude to ask you to put {a} in {b}?
    |if it's not too much trouble, {a} in {b} please|be so kind and lay {a} in {b}
    |dear robot, would you kindly place {a} into {b}|sweetheart, be a dear and put {a} in {b}
    |come on, {a} in {b}, we haven't got all day|{a}. {b}. in. now.|faster please! {a} in {b}
    |oh great robot, show us your genius and put {a} in {b}
    |surely a clever machine like you gets {a} into {b}
    |even my toddler can put {a} in {b}. can you?|task: {a_} must be inside {b_}
    |goal state: {a_} in {b_}|{a_} -> {b_}, inside|in({a_}, {b_})|{b_} <- {a_}
    |insert {a} into {b}|load {b} with {a}|new command. put {a} in {b}. end of command
    |transfer {a} to the inside of {b}|for the demo we need {a} inside {b}
    |I told the visitors that you can put {a} in {b}, so please do
    |first task of the day, get {a} in {b}|{a} please in {b} to put
    |you must to put {a} in {b}, ok?|pls can u put {a} in {b}|putt {a} in {b}
    |cna you put {a} in {b} thx|{a} looks lost. I'd put it in {b}|why is {a} not in {b} yet
    |shouldn't {a} be in {b}?|where should {a} go? in {b} I say
    |what happens if you drop {a} into {b}? try it|do you think {a} fits in {b}? show me
    |I wonder whether {a} fits in {b}, could you try|the place for {a} is in {b}
    |{a} has a new home: {b}|off you go, {a} into {b}
    |over there is {b}. I'd like you to put {a} in it
    |take hold of {a}, carry it above {b} and let go|lift {a}, go over {b}, open your fingers
    |reach for {a} and let it down into {b}|I'd be happy if {a} was in {b}
    |it would make my day to see {a} in {b}|nothing fancy, just {a} in {b}
    |all I ask is that {a} ends up in {b}|the only thing you need to do is put {a} in {b}
    |you know {b}, right? well, {a} belongs inside
    |so there's {a} and there's {b}, and the first goes in the second
    |between you and me, {a} should be in {b}|my grandma says {a} belongs in {b}|{a}? in {b}!
    |for {a} I've chosen {b}, drop it in|{b} will be the container for {a}
    |have {a} lie in {b} please|ensure {a} is located within {b}
    |kindly see to it that {a} is in {b}|if {a} isn't in {b} yet, please change that""",
    often="put {a} in {b}|{a_} in {b_}",
)
ON = sentences(
    """put {a} on {b}|{a_} on {b_}|{a_} on top of {b_}|stack {a} on {b}|stack {a} on top of {b}
    |can you put {a} on top of {b}?|could you stack {a} onto {b} please
    |put {a} on {b} without knocking it over|see if you can balance {a} on {b}
    |{a} should sit on {b}|set {a} down on {b}, gently|place {a} on {b} carefully
    |pick up {a} and put it on {b}|take {a} and stack it on {b}
    |grab {a}, then set it on top of {b}|I want {a} on top of {b}
    |ok, {a} on {b}, go|now {a} on top of {b}|I'd like to see {a} standing on {b}
    |are you able to stack {a} on {b}|make {a} stand on {b}|is it possible to put {a} on {b}
    |my daughter wants {a} on top of {b}|{b} needs something on it. {a}, I'd say
    |{a} goes on top of {b}|lift {a} onto {b}|let {a} rest on {b}
    |{b} on the bottom, {a} on the top|you know what, {a} on {b}
    |perch {a} on {b}|crown {b} with {a}|cap {b} with {a}|top {b} off with {a}
    |{b} gets {a} as its hat|use {b} as a stand for {a}|{b} is the pedestal, {a} is the statue
    |build me a small tower, {b} at the foot and {a} on it
    |let's make a tower. {b} is the base, {a} comes on top
    |two floors: {b} downstairs, {a} upstairs|{b} should carry {a}
    |{b} should have {a} on it when you're done|by the end {a} should be standing on {b}
    |I want to see {a} sitting on {b}|make it so that {a} rests on {b}|it's {b} I want {a} on
    |it's {a} that should be on top of {b}|what goes on top of {b} is {a}
    |what I'd like on {b} is {a}|on top of {b} is where {a} belongs|on {b}, please, {a}
    |what do you say to {a} on top of {b}?|mind placing {a} on {b}?
    |any chance you could stack {a} on {b}
    |time to stack: {a} on {b}|go ahead and plonk {a} on {b}|plop {a} down on {b}
    |stick {a} on top of {b}|park {a} on top of {b}|pile {a} on {b}|lay {a} on {b}
    |mount {a} on {b}|hoist {a} up onto {b}|raise {a} and lower it onto {b}|seat {a} on {b}
    |deposit {a} on {b}|balance {a} on top of {b} if you dare|{a} is to be stacked on {b}
    |could {a} be placed on {b} please|I would like {a} to be put on top of {b}
    |{a} has to be set on {b}|{b}, that's what {a} should stand on
    |{b} is what I want {a} to sit on|find {b} and put {a} on it|you see {b}? {a} goes on it
    |there's {b}. now get {a} up there|higher! {a} on top of {b}
    |{a} wants to be taller, put it on {b}|{a} wants a ride on {b}
    |can {a} climb on {b}? help it up|steady hand now. {a} on {b}|don't drop it: {a} onto {b}
    |I know it's tricky, but could you get {a} to stand on {b}|I bet it falls, but try {a} on {b}
    |impress us, stack {a} on {b}|oh wow, a robot. can it put {a} on {b}, or is that too hard
    |stacking test: {a_} on {b_}|goal: {a_} stacked on {b_}|on({a_}, {b_})|{b_} below, {a_} above
    |base {b_}, top {a_}|from bottom to top: {b_}, {a_}|stack two things: {b} below, {a} above
    |to save space, {a} should be on top of {b}|the table is full, so {a} goes on {b}
    |I need to measure how high it gets, so {a} on {b} please|please to stack {a} at top of {b}
    |you put {a} up on {b}, yes?|stak {a} on {b}|pls {a} on top of {b} thx
    |hm, {b}... let's say {a} goes on it|uh so, {a}, right, on top of {b}
    |would you be so kind as to set {a} upon {b}|if you please, {a} atop {b}
    |{a} should have {b} right under it|get {a} up on {b} already
    |does {a} stay up if you put it on {b}? try|can {b} hold {a}? put it on top and we'll see
    |what if {a} was on {b}? show me|shouldn't {a} be on top of {b}?|{a}? on top of {b}!""",
    often="put {a} on {b}|stack {a} on {b}",
)
AT = sentences(
    """put {a} {at}|move {a} {to}|{a_} {at}|{a_} {to}|{a_} {to} pls|can you move {a} {to}?
    |could you please put {a} {at}|I'd like {a} {at}|push {a} {to}|slide {a} {to}
    |bring {a} {to}|take {a} {to}|shift {a} {to}|can we get {a} {to}|{a} should be {at}
    |{a}, move it {to}|{a} {at} please
    |let's have {a} {at} for a change|would you put {a} {at} for me
    |pick up {a} and put it {at}|grab {a} and bring it {to}|take {a} and set it down {at}
    |I want {a} {at}, not where it is now|{a} to the {place}|{a_} -> {place}|{a_}: {place}
    |we need {a} {at}|ok so please move {a} {to}|place the {ac} {ak} {at}
    |hey robot, {a} belongs {at}|you can put {a} {at}|I think {a} looks better {at}
    |{a} is in the wrong spot, it should be {at}|put {a} somewhere {at}
    |can {a} be {at}|see the {place}? put {a} there|the {place} is free, put {a} there
    |please you bring {a} {to}|go get {a} and leave it {at}|carry {a} carefully {to}
    |there is nothing {at}, so put {a} there|i need that {a} is {at}
    |relocate {a} to the {place}|target for {a_}: {place}|um, {a} {at}, if that works
    |{a} has to move. {at} would be good|you're doing great, now {a} {to}
    |{at} is where {a} should be|{at} would be perfect for {a}|{at}, please, {a}
    |before we finish, {a} should be {at}|make it so that {a} is {at}|I want to see {a} {at}
    |when I come back {a} should be {at}|it's {a} I want {at}|it's the {place} where I want {a}
    |what I want {at} is {a}|the thing that goes {at} is {a}|the {place} is where {a} belongs
    |the {place} is reserved for {a}|the {place} would suit {a} nicely
    |the {place} looks empty without {a}|how about {a} {at}|how about moving {a} {to}?
    |mind moving {a} {to}?|any chance {a} could go {to}|time to move {a} {to}
    |time for {a} to go {to}|go ahead and park {a} {at}|plonk {a} down {at}|stick {a} {at}
    |shove {a} {to}|ferry {a} {to}|haul {a} {to}|deposit {a} {at}|dump {a} {at}|drag {a} {to}
    |transport {a} {to}|send {a} {to}|get {a} over there, {at}|let {a} rest {at}
    |let {a} travel {to}|position {a} {at}|have {a} wait {at}|lay {a} down {at}
    |{a} is to be moved {to}|{a} must be brought {to}|could {a} be brought {to} please
    |I would like {a} to be placed {at}|{a} needs to be taken {to}|{a} is going on a trip {to}
    |{a} wants to live {at}|{a} is bored, take it {to}
    |here comes the train with {a}, last stop: the {place}|destination of {a}: the {place}
    |for {a} i'd pick the {place}|I'd be {at} if I were {a}, so put it there|your job: {a} {at}
    |task: {a_} must be {at}|goal: {a_} = {place}|at({a_}, {place})|{a_} > {place}
    |move({a_}, {place})|set position of {a_} to {place}|new position for {a}: the {place}
    |put {a} over there, I mean {at}|I'd say... {a} {at}|let me think. {a}, yes. {to} with it
    |{to} with {a}!|off {to} with {a}|{a}? {at}!|now. {a}. {at}.|come on now, {a} {at}, chop chop
    |I've been waiting forever, {a} {to}|would it be possible to have {a} {at}, please?
    |I'd be most grateful if {a} could be {at}|if it isn't too much to ask, bring {a} {to}
    |may I ask you to take {a} {to}|be a dear and put {a} {at}
    |sorry to bother you, but {a} should be {at}|wow, ok, so can you carry {a} {to}?
    |if you're so clever, take {a} {to}|let me guess, you can't get {a} {to}
    |since the light is better there, I'd like {a} {at}
    |so that everybody can see it, put {a} {at}|it's easier for me if {a} is {at}
    |for the photo {a} should be {at}|I'm rearranging things. {a} goes {at}
    |we decided that {a} goes {at}|the plan says {a} {at}
    |according to my drawing {a} is {at}, so put it there
    |in my picture {a} is {at}. Make it look like that|imagine {a} {at}. make that happen
    |does {a} look good {at}? let's try|why isn't {a} {at}?|shouldn't {a} be {at}?
    |where does {a} go? {at}|what about the {place} for {a}?|plz put {a} {at}|mvoe {a} {to}
    |can u get {a} {to}|you must to bring {a} {to}|please {a} {at} to put
    |{a} have to be {at}, ok?|the robot should take {a} and leave it {at}
    |new command. {a} {at}. thank you|wherever {a} is now, I want it {at}
    |no matter how, {a} has to get {to}|{a} shouldn't be where it is. {to} with it
    |lift {a}, carry it {to}, put it down|pick {a} up, then let go of it {at}
    |I need {a} out of here, {at} is fine|clear {a} away {to}|nothing else, just {a} {at}
    |all I want is {a} {at}|{a} ought to be {at}|see to it that {a} is {at}
    |don't move anything except {a}, which goes {at}""",
    often="put {a} {at}|move {a} {to}",
)
SIDE = sentences(
    """put {a} {at}|place {a} {at} please|{a_} {at}|move {a} so it's {at}|what I need is {a} {at}
    |can you put {a} {at}?|could you set {a} down {at}|pick up {a} and put it {at}
    |{a} should go {at}|{a} should be {at}|take {a} and place it {at}|{a} goes {at}
    |{at}, that's where I want {a}|now {a}, it goes {at}|set {a} {at}|stand {a} {at} please
    |I'd love {a} {at}|would you mind putting {a} {at}|I'd like to have {a} {at}
    |please you put {a} {at}|my turn: {a} {at}|it would be nice to have {a} {at}
    |{a} has to be {at}, can you do it|grab {a} and leave it {at}|next, {a} {at} please
    |there's room {at}, put {a} there|let's put {a} {at} and see how that looks
    |{at} is where {a} should be|{at} there should be {a}|just {at}, that's the spot for {a}
    |directly {at} I'd like to see {a}|at the end of this {a} has to be {at}
    |make it so that {a} stands {at}|I want to see {a} {at}|it's {a} I want {at}
    |what belongs {at} is {a}|how about {a} {at}?|how about putting {a} {at}
    |mind setting {a} down {at}?|any chance of {a} {at}|time to put {a} {at}
    |go ahead and plonk {a} {at}|park {a} {at}|stick {a} {at}|position {a} {at}|deposit {a} {at}
    |drop {a} off {at}|let {a} stand {at}|have {a} wait {at}|leave {a} standing {at}
    |arrange it so {a} is {at}|{a} is to be placed {at}|could {a} be put {at} please
    |I would like {a} to be moved so that it is {at}|{a} wants to stand {at}
    |let's play neighbours: {a} moves in {at}|goal: {a_} {at}|task: bring {a_} to a spot {at}
    |find a free spot {at} and put {a} in it|the free space {at} is for {a}
    |do you see the free space {at}? {a} goes there|is there space {at}? then put {a} there
    |hm, {at}... yes, {a} goes there|uh, {a}, let's say {at}|so, {a}. I'd like that one {at}
    |the spot {at} is where {a} goes|from where I stand, {a} should be {at}
    |neither in nor on anything, just {at}: that's where {a} goes|if you don't mind, {a} {at}
    |I'd be grateful if you could have {a} {at}|be so kind and stand {a} {at}|quick, {a} {at}
    |{a}. {at}. thanks.|you must to put {a} {at}|pls put {a} {at} thx|{a} shuold be {at}
    |isn't {a} supposed to be {at}?|does {a} fit {at}? try it|could we see {a} {at}?
    |with {a} {at} the picture would be complete|in my photo {a} is {at}. do it like that
    |the instructions say that {a} comes {at}|for my drawing I need {a} {at}
    |lift {a}, carry it over, set it down {at}|I keep saying it, {a} belongs {at}
    |let's see whether you know what this means: {a} {at}
    |you surely know your directions, so {a} {at}""",
    often="put {a} {at}|place {a} {at} please",
)
NEXT_TO = sentences(
    """put {a} next to {b}|move {a} next to {b}|{a_} next to {b_}|bring {a} close to {b}
    |put {a} beside {b}, any side is fine|{a} should be near {b}|{a} and {b} belong together
    |put {a} by {b}|can {a} stand next to {b}|set {a} down near {b} please
    |{a} right next to {b}|I want {a} to be with {b}, side by side
    |{a} and {b} should be neighbours|make {a} a neighbour of {b}
    |{b} is lonely, put {a} next to it|{a} should keep {b} company, right beside it
    |park {a} alongside {b}|how about {a} beside {b}|by the end {a} should be close to {b}
    |I'd like {a} nearer to {b}, right by it|it's {b} that {a} should stand next to
    |a spot beside {b} would suit {a}|next to {b}, please, {a}
    |mind putting {a} somewhere near {b}?|left, right, I don't care, just {a} next to {b}
    |{a} next to {b}, you choose the side|on whichever side you like, put {a} beside {b}
    |near({a_}, {b_})|{a_} beside {b_}, any side|goal: {a_} close to {b_}
    |pair {a} up with {b}, side by side|I like {a} and {b} together, so move {a} beside {b}
    |don't stack them, just put {a} by {b}
    |why are {a} and {b} so far apart? bring {a} over next to {b}
    |could {a} be set beside {b} please
    |I want to compare {a} with {b}, put the two next to one another
    |you put {a} near of {b}, yes?|pls {a} nxt to {b}|go ahead and stick {a} next to {b}
    |{a} wants to be beside its friend, {b}|let {a} snuggle up to {b}""",
    often="put {a} next to {b}",
)
HOLD = sentences(
    """pick up {a}|grab {a}|can you pick up {a}?|pick {a_}|lift {a} up please
    |take {a} in your hand|hold {a} for a second|just grab {a}, don't put it down
    |let me see you pick up {a}|can you hold {a} for me|pick up {a} and hold it there
    |get {a} and wait|show me {a}, lift it up
    |what I want in your hand is {a}|by the end you should be holding {a}
    |I want to see {a} in your gripper|it's {a} I want you to hold|{a} up please|up with {a}
    |{a} should be in the air|hoist {a} up|raise {a} off the table and keep it there
    |fetch {a} and hang on to it|how about lifting {a}?|mind holding {a} for a moment?
    |any chance you can hold {a} up|time to grab {a}|go ahead and take {a}
    |close the gripper around {a} and lift|grasp {a_}|grip: {a_}|held({a_})
    |clutch {a} and don't let go of it|snatch {a}|can {a} be lifted|{a} is to be picked up
    |can you even lift {a}?|how strong are you? lift {a}|do you see {a}? take it and keep it
    |get your fingers around {a}|I'd like a look at {a} from below, could you lift it
    |please you take {a} in the hand|would you kindly hold on to {a} for me
    |keep {a} in the air until I say so|so, {a}. take it, hold it, wait for me
    |just lift {a} and stop there|pikc up {a}""",
    often="pick up {a}",
)


def somewhere(form: Phrases, t: Table, tag: str) -> Command:
    """One thing wherever it can go, in the words of a form."""
    a = t.pick(t.movable)
    relation, target = goal_of(a, t)
    text = say(form, t, {"a": a}, [(relation, target)])
    return Command(text, (fact(relation, a, target),), structure=f"natural-{tag}")


def within(t: Table) -> Command:
    """One thing in another."""
    a = t.pick(t.movable)
    b = t.pick(o for o in t.hollow if t.fits(a, "in", o))
    facts = t.open([Fact("in", a.name, b.name)])
    return Command(say(IN, t, {"a": a, "b": b}), facts, structure="natural-in")


def upon(t: Table) -> Command:
    """One thing on another."""
    a = t.pick(t.movable)
    b = t.pick(o for o in t.objects if t.fits(a, "on", o))
    facts = t.open([Fact("on", a.name, b.name)])
    return Command(say(ON, t, {"a": a, "b": b}), facts, structure="natural-on")


def at(t: Table) -> Command:
    """One thing at a place."""
    a = t.pick(t.movable)
    place = t.place([a])
    text = say(AT, t, {"a": a}, [("at", place)])
    return Command(text, t.open([Fact("at", a.name, place)]), structure="natural-at")


def aside(t: Table) -> Command:
    """One thing on a side of another."""
    a = t.pick(t.movable)
    relation = one(SIDES[t.split], t.rng)
    b = t.pick(o for o in t.objects if t.fits(a, relation, o))
    facts = t.open([fact(relation, a, b)])
    return Command(say(SIDE, t, {"a": a}, [(relation, b)]), facts, structure="natural-beside")


def near(t: Table) -> Command:
    """One thing next to another, on whichever side."""
    a = t.pick(t.movable)
    b = t.pick(o for o in t.objects if t.fits(a, "near", o))
    facts = t.open([Fact("near", a.name, b.name)])
    return Command(say(NEXT_TO, t, {"a": a, "b": b}), facts, structure="natural-near")


def hold(t: Table) -> Command:
    """One thing in the hand."""
    a = t.pick(t.movable)
    text = say(HOLD, t, {"a": a})
    return Command(text, (Fact("held", a.name, "hand"),), structure="natural-hold")
