"""Words for what cannot be done: places, deeds and things that are not of this table."""

from __future__ import annotations

from agent.training.language.splits import Phrases

INSIDE = Phrases(
    """{put} {a} inside {b}|{put} {a} into {b}|{put} {a} inside of {b}|{put} {a} in {b}
    |{put} {a} within {b}|make {a} disappear in {b}|fill {b} with {a}|hide {a} inside {b}
    |squeeze {a} into {b}|insert {a} into {b}|stuff {a} into {b}|open {b} up and put {a} inside
    |let {a} drop into {b}|can {a} go inside {b}?|see that {a} is in {b}
    |put {a} into the inside of {b}|use {b} as a container for {a}|store {a} within {b}
    |get {a} into {b}|push {a} deep into {b}|bury {a} in {b}"""
)
ONTO = Phrases(
    """{put} {a} on {b}|{put} {a} on top of {b}|{put} {a} onto {b}|{put} {a} atop {b}
    |stack {a} on {b}|{a} should sit on {b}|balance {a} on {b}|stack {a} onto {b}
    |let {a} stand on {b}|can {a} go on top of {b}?
    |build a tower from {b} and {a} with {a} on top|perch {a} on {b}|crown {b} with {a}
    |top {b} with {a}|mount {a} on {b}|rest {a} upon {b}|pile {a} on {b}|make {b} carry {a}
    |let {b} support {a}|get {a} to lie on {b}|set {a} down on {b}|put {a} up on {b}"""
)
BEYOND = Phrases(
    """onto the floor|down on the ground|a meter away|two meters away from here|80 cm further away
    |off the table|over the edge of the table|into the next room|in the other room
    |through the window|out of the door|into the hallway|behind your back|in back of the robot
    |on the ceiling|on the wall|on the roof|in the kitchen|under the table|below the table top
    |on the other table|in the garden|outside the house|into the basement
    |on the shelf over there|across the street|half a kilometer from here|on the moon|in my car
    |upstairs|in the attic|on the windowsill|at the other end of the room|far beyond the table
    |in the next office|on my lap over here|next door|on the balcony|in the trash outside
    |up in the air and leave it there|ten feet away|in the hall
    |90 centimeters in front of the table|on the chair|on the carpet|beneath the desk
    |on top of the robot's base|in the backyard|on the neighbour's desk
    |at the far end of the building|on the lamp|one and a half meters up|behind the robot's back
    |to a spot two yards from the table|out in the corridor|over by the door"""
)
AT_ONCE = Phrases(
    """{put} {a} in {b} and at the same time in {c}|{a} should be in both {b} and {c} at once
    |{put} {a} in {b} and {c} at once|I want {a} in {b} and simultaneously in {c}
    |{a} has to be in {b} and in {c} at the same moment
    |{put} {a} into the two bowls {b} and {c} simultaneously
    |in the end {a} is in {b} as well as in {c}|have {a} in {b}, and also still in {c}, together
    |{put} {a} into {b} while it is in {c} too
    |let {a} lie in both of {b} and {c} at one and the same time
    |{a} must lie in {b} and, all the while, in {c}
    |{put} {a} in {b} without it leaving {c}, it should be in both
    |make {a} be in {b} and {c} at the same instant|{a} belongs in {b} and in {c}, both at once
    |{put} {a} inside {b} and inside {c} concurrently|keep {a} in {b} and in {c} simultaneously
    |at the end {a} should be in two bowls: {b} and {c}"""
)
NO_SKILL = Phrases(
    """paint {a} with stripes|saw {a} in half|tell me how heavy {a} is|cook {a}
    |boil {a} for ten minutes|fry {a}|whistle a tune|sing me a song|send an email to my boss
    |unscrew {a}|screw {a} to the table|glue {a} to the table|nail {a} down|drill a hole in {a}
    |wash {a}|scrub {a} clean|polish {a}|iron my shirt|sew {a} up|knit me a sweater
    |play some music|call my mother|order a pizza|tell me a joke|dance for me
    |write a poem about {a}|read me the news|translate this letter|set a timer for ten minutes
    |turn on the lights|switch off the TV|what's the weather? look it up|book a flight
    |take a photo of {a} and post it|photograph {a}|wrap {a} in paper|cut {a} into slices
    |burn {a}|set fire to {a}|freeze {a}|heat {a} up|warm up {a} in the microwave|inflate {a}
    |deflate {a}|shrink {a}|enlarge {a}|smash {a}|break {a}|crush {a} to pieces|hammer on {a}
    |bend {a}|fold {a}|tear {a} apart|dye {a}|color {a} in|spray {a} with varnish|make {a} glow
    |make {a} invisible|smell {a}|taste {a}|eat {a}|drink the coffee|swallow {a}
    |measure the temperature of {a}|x-ray {a}|charge my phone|repair {a}|print a page|scan {a}
    |solder {a}|weld {a}|sharpen the pencil|mow the lawn|walk the dog|feed the cat
    |water the plants|vacuum the carpet|mop the floor|peel {a}|chop {a}|grate {a}|juggle {a}
    |spin {a} on one finger|kick {a}|bake a cake|make me a sandwich|brew some tea
    |tie a knot round {a}|hang {a} on a string|stitch {a}|engrave my name on {a}
    |draw a face on {a}|write a number on {a}|clone {a}|teleport {a}|carve {a}|shave {a}
    |rinse {a}|dry {a}|dust {a} off|vibrate|jump up and down|go home and sleep|drive me to work
    |google the answer|sell {a}|buy another one of {a}|mail {a} to my aunt|blow on {a}
    |shout at {a}"""
)
UNKNOWN = Phrases(
    """screwdriver|stapler|spoon|fork|banana|newspaper|teapot|wrench|pliers|scissors|keyboard
    |toothbrush|candle|umbrella|pencil|notebook|apple|lemonade|sandwich|remote control|wallet
    |keys|phone|charger|lamp|vase|sock|hat|glove|hairbrush|tape measure|paintbrush|rope|bucket
    |ladder|telescope|violin|guitar|drum|teddy bear|doll|toy car|train set|dice set|croissant
    |muffin|pear|carrot|cheese|bread|butter|pepper mill|salt shaker|corkscrew|frying pan|kettle
    |whisk|ladle|magnet|battery|light bulb|fuse|cable|headphones|laptop|mouse|calculator|ruler
    |eraser|glue stick|marker|envelope|stamp|postcard|magazine|dictionary|chess piece|pawn
    |queen of hearts|coin|marble statue|feather|seashell|pine cone|tulip|cactus|watering can
    |flashlight|compass|map|passport|ticket|camera|tripod|microphone|trumpet|bell|whistle""",
    often="screwdriver|spoon",
)
MISSING = Phrases(
    """hand me the {x}|{take} the {x}|pass me the {x}|give me the {x}|bring me the {x}
    |bring the {x}|I need the {x}|where's the {x}? bring it|could you hand me the {x}?
    |I'd like the {x}|{take} the {x} for me|pass the {x}, please|let me have the {x}
    |fetch me the {x}|I'm looking for the {x}, {take} it|get the {x} over here
    |can I have the {x}?|hold the {x}|{take} the {x} and hold it|find the {x} and hold it
    |please {take} my {x}|{take} that {x}|{take} a {x}"""
)
UNKNOWN_TARGET = Phrases(
    """{put} {a} next to the {x}|{put} {a} in front of the {x}|{put} {a} on the {x}
    |{put} {a} under the {x}|{put} {a} beside the {x}|{put} {a} behind the {x}
    |{a} goes with the {x}|{put} {a} near the {x}|I want {a} by the {x}
    |{put} {a} together with the {x}|{a} belongs to the {x}, put it there
    |{put} {a} over by the {x}|{put} {a} in the {x}"""
)
