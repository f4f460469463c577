"""Sentences of two and three wishes, and of wishes that are corrected."""

from __future__ import annotations

from agent.training.language.natural.words import sentences

TWO = sentences(
    """first put {a} {at}, then put {b} {at2}|put {a} {at} and {b} {at2}|{a_} {at}, {b_} {at2}
    |put {a} {at}. Then put {b} {at2}|{a} goes {at} and {b} goes {at2}
    |first {a} {at}. once that's done, {b} {at2}|two things: {a} {at} and {b} {at2}
    |start with {a}, it goes {at}. After that move {b} {to2}
    |can you put {a} {at} and then {b} {at2}?
    |please move {a} {to}. And then {b} {to2}. Thank you!|1. {a_} {at} 2. {b_} {at2}
    |step 1: put {a} {at}. step 2: put {b} {at2}
    |take {a} and put it {at}. Next take {b} and put it {at2}
    |you see {a}? I want it {at}. And {b}, put that one {at2}
    |ok so {a} goes {at}, right? and then {b} {at2}|I have two wishes. {a} {at}, and {b} {at2}
    |{a} {at}; {b} {at2}|grab {a}, drop it {at}. grab {b}, drop it {at2}
    |{a} should be {at}. oh and also {b} {at2}
    |move {a} {to}, and when you're finished put {b} {at2}|put {a} {at}. done? then {b} {at2}
    |pick up {a}, put it {at}, then do {b}, {at2}|I'd like {a} {at} and, if you can, {b} {at2}
    |hmm ok. {a} {at}. then i guess {b} {at2}
    |could you first put {a} {at} and after that {b} {at2} please
    |let's do {a} first: {at}. then {b}: {at2}
    |please you put {a} {at} and after you put {b} {at2}
    |put {a} {at}, then {b} {at2}, that's all I need|{a} {at} and, uh, {b} {at2}
    |one job for now, {a} {at}, and one for after, {b} {at2}
    |begin by moving {a} {to}. follow up with {b} {at2}
    |{a} is to be placed {at}, whereupon {b} is to be placed {at2}
    |{at} I want {a}, and {at2} I want {b}|{a} {at} pls. oh and {b} {at2}
    |- {a_} {at} - {b_} {at2}|a) {a} {at} b) {b} {at2}
    |how about {a} {at} and, after that, {b} {at2}?|mind putting {a} {at}? and then {b} {at2}?
    |go ahead and set {a} {at}, then turn to {b}, which goes {at2}
    |when I come back I want to see {a} {at} and {b} {at2}
    |at the end of it {a} sits {at} while {b} sits {at2}
    |my list is short: {a} has to get {at}, {b} has to get {at2}
    |would it be too much trouble to have {a} {at} and, afterwards, {b} {at2}?
    |two moves. one, {a} {to}. two, {b} {to2}
    |let me think... {a}, yes, {at}. And {b}... {at2}, I'd say
    |dear robot, kindly place {a} {at}, and when that has been done, {b} {at2}
    |yo, {a} {at}, then {b} {at2}, cheers|{a} next, it goes {at}. {b} comes after, {at2}
    |tasks: {a_} -> {at}; {b_} -> {at2}|find a home for {a} {at} and one for {b} {at2}
    |have {a} sit {at}. meanwhile I want {b} {at2}, so do that one after
    |sweetheart, would you put {a} {at} for me? And {b}, that one belongs {at2}
    |me want {a} {at}. after, me want {b} {at2}
    |is it ok if {a} goes {at} and {b} goes {at2}? do it then
    |get {a} out of here and {at}, and while you're at it get {b} {at2}
    |{a} needs to be {at} before we start, and so does {b} need to be {at2}
    |what I need is {a} {at} plus {b} {at2}|alright, listen up. {a} {at}. {b} {at2}. that's it
    |{a}, the one I'm pointing at, goes {at}. And the other thing, {b}, goes {at2}
    |not much to do today: {a} {at} and then just {b} {at2}
    |please see to it that {a} is {at} and {b} {at2}
    |deliver {a} {to}, come back, and deliver {b} {to2}|i wnat {a} {at} and thn {b} {at2}
    |quickly now, {a} {at}, {b} {at2}|{a} {at}. next. {b} {at2}. finished
    |round one: {a} {at}. round two: {b} {at2}
    |there are two things wrong here. {a} should be {at}. {b} should be {at2}
    |why don't we move {a} {to} and, after that, {b} {to2}
    |I'd be so grateful for {a} {at}. and maybe {b} {at2}?|as for {a}, {at}. as for {b}, {at2}
    |{b} will go {at2} in a moment, {a} goes {at} right now
    |we need both of these done: {a} moved {to}, {b} moved {to2}
    |the picture I have in mind has {a} {at} and {b} {at2}|{a} can go {at}, and {b} can go {at2}
    |where do things go? {a} goes {at}, {b} goes {at2}
    |off you go: {a} {at}, then come back for {b}, {at2}
    |you know what, put {a} {at}. And since you're already moving, {b} {at2}
    |hello robot! Can we have {a} {at}? Super. And {b} {at2}? Great
    |by the time you are done {a} must be {at} and {b} must be {at2}
    |the first thing to move is {a}, it moves {to}; the second is {b}, it moves {to2}
    |pop {a} {at}, then pop {b} {at2}|stick {a} {at} and after that stick {b} {at2}
    |would you park {a} {at} and then park {b} {at2}|it's simple, really. {a}: {at}. {b}: {at2}
    |let {a} be {at} and let {b} be {at2}|make sure of two things, {a} {at}, {b} {at2}""",
    often="put {a} {at} and {b} {at2}|first put {a} {at}, then put {b} {at2}",
)
BEFORE = sentences(
    """put {b} {at2}, but first put {a} {at}|before you put {b} {at2}, put {a} {at}
    |{b} goes {at2}, but do {a} first, it goes {at}|after you put {a} {at}, put {b} {at2}
    |once {a} is {at}, put {b} {at2}|{b} {at2}, but only after {a} is {at}
    |when you have put {a} {at}, you can move {b} {to2}|as soon as {a} is {at}, put {b} {at2}
    |{b} comes second and goes {at2}. First comes {a}, {at}
    |I want {b} {at2}, though {a} has to be {at} by then
    |finish with {b} {at2}; what you start with is {a} {at}
    |not {b} yet! {a} first, {at}. Then {b} {at2}
    |wait with {b} until {a} is {at}. after that {b} goes {at2}
    |{b} can go {at2} the moment {a} is {at}
    |until {a} is {at}, don't move {b}. Then put it {at2}
    |would you put {b} {at2} for me? Ah, but {a} should be moved {to} first
    |the last step is {b} {at2}, the step before that is {a} {at}
    |with {a} {at}, go on and put {b} {at2}|having put {a} {at}, please put {b} {at2}
    |{b} {at2} please. Before that, {a} {at}|prior to moving {b} {to2}, move {a} {to}
    |no hurry with {b}, it goes {at2} at the end. what's urgent is {a}, {at}
    |I'd like to see {b} {at2}. But hang on, {a} goes first, {at}
    |do {b} last, {at2}. do {a} now, {at}|{a} must already be {at} when you set {b} {at2}
    |{b}, put it {at2}, but not before {a} is {at}
    |first things first: {a} {at}. {b} {at2} can follow
    |{b} {at2} - oh, and ahead of that {a} {at}|can you do {a} {at} before {b} goes {at2}?""",
    often="once {a} is {at}, put {b} {at2}",
)
THREE = sentences(
    """put {a} {at}, then {b} {at2} and then {c} {at3}|{a} {at}, {b} {at2}, {c} {at3}
    |first {a} {at}, then {b} {at2}, and last {c} {at3}
    |{a_} {at}, {b_} {at2} and {c_} {at3} please|three things. {a} {at}. {b} {at2}. {c} {at3}
    |put {a} {at}. Put {b} {at2}. Put {c} {at3}
    |move {a} {to}, after that {b} {to2} and finally {c} {to3}
    |1) {a} {at} 2) {b} {at2} 3) {c} {at3}|- {a_} {at} - {b_} {at2} - {c_} {at3}
    |in this order please: {a} {at}, {b} {at2}, {c} {at3}
    |{a} goes {at}. when you are done with that, {b} {at2}. Last but not least, {c} {at3}
    |{a} {at}, and {b} {at2}. oh, and {c} {at3}
    |begin with {a}, {at}. carry on with {b}, {at2}. end with {c}, {at3}
    |could {a} go {at}, {b} {at2} and, lastly, {c} {at3}?
    |what it should look like: {a} {at}, {b} {at2} and {c} {at3}
    |three little jobs for you, robot. {a} {to}, {b} {to2}, {c} {to3}. Off you go!
    |when I look again, {a} is {at}, {b} is {at2} and {c} is {at3}
    |would you mind moving {a} {to}, then {b} {to2}, then {c} {to3}?
    |{a} needs to be {at}; after that comes {b}, {at2}; {c} is the last one, {at3}
    |start: {a} {at}. next: {b} {at2}. last: {c} {at3}
    |{at} goes {a}, {at2} goes {b} and {at3} goes {c}
    |ok, {a} {at}. Good. Now {b} {at2}. And now {c} {at3}
    |so I need {a} {at}, um, then {b} {at2}, and what was it... yes, {c} {at3}
    |please sir, {a} {at}, also {b} {at2}, also {c} {at3}
    |go ahead and put {a} {at}, follow it with {b} {at2}, and wrap up with {c} {at3}
    |{a} {at} then {b} {at2} then {c} {at3} then you're free
    |how about this: {a} {at}, {b} {at2} and, to finish, {c} {at3}""",
    often="put {a} {at}, then {b} {at2} and then {c} {at3}",
)
ITSELF = sentences(
    """pick up {a}. Now put it {at}|grab {a}. Got it? Then put it {at}
    |do you see {a}? pick it up and move it {to}|let's take {a}. I think it should go {at}
    |there's {a} over there. Could you put it {at}?
    |I like {a}. Put it {at} so everyone can see it|take {a}. Careful with it! Put it {at}
    |pick {a} up, and once you've got it put it {at}|first grab {a}. then put it {at}
    |lift {a} and, when you're ready, set it down {at}|see {a}? That one. Yes. It belongs {at}
    |get hold of {a} first. After that it goes {at}
    |look, {a}! Isn't it lovely? It should be {at}|what about {a}? I'd have it {at}
    |{a}, can you get it? good. {at} with it|talking of {a}, would you kindly set it {at}
    |I've been thinking about {a}. It ought to be {at}|so there is {a}. and it wants to be {at}
    |can you reach {a}? Great, then put it {at}|your gripper, {a}, lift. now {at}, let go
    |have you found {a}? Bring it {to}|{a}... hmm, where do I want it... {at}!
    |your next job is {a}. Carry it {to} please
    |reach for {a}. hold it tight. lower it {at}. release
    |pay attention to {a} now. I want you to move it {to}
    |this is about {a}. It shouldn't be where it is, it should be {at}
    |close your fingers round {a}, raise it, and let go of it {at}
    |is that {a}? then please take it {to}|dear robot, you know {a}? Mind setting it {at}?
    |guess what, {a} is moving house. Its new home is {at}
    |{a} is the one I mean. {at}, that's where it goes|get {a}, don't drop it, and leave it {at}""",
    often="pick up {a}. Now put it {at}",
)
TOO = sentences(
    """put {a} {at}. And {b} goes there too|put {a} {at} and then {b} as well
    |{a} {at}, then {b}, same spot|{a} goes {at}. when that's done do the same with {b}
    |move {a} {to}. {b} too please|first {a} {at}. now {b} there as well|put {a} {at}. Also {b}
    |can you put {a} {at}? And then {b} too?|{a} {at}, and {b} joins it there
    |{b} should follow {a}, which goes {at}|set {a} {at}. Do likewise with {b}
    |{a} belongs {at}, and so does {b}|once {a} is {at}, bring {b} to the same place
    |{a} {at} pls, ditto {b}|take {a} {to}, come back for {b} and take it there too
    |I'd like {a} {at}, please. Oh, and {b} along with it
    |{a} has to be {at}. the same goes for {b}
    |mind putting {a} {at}? and could {b} keep it company there?
    |where does {a} go? {at}. And {b}? Same place|{a} and after it {b}, both {at}
    |put {a} {at} and don't forget {b}, it goes there as well
    |first {a}, then {b}. Both end up {at}|get {a} {at}. now repeat that with {b}
    |it's {at} for {a}, and for {b} also|i want {a} {at} and {b} also there
    |let's have {a} {at} and, next, {b} there too""",
    often="put {a} {at}. And {b} goes there too",
)
ON_IT = sentences(
    """put {a} {at}, and then {b} on top of it|put {a} {at}. Then put {b} on it
    |{a} goes {at}. {b} goes on that|first {a} {at}, and once it's there, {b} on top
    |set {a} {at} and put {b} on top of that|{a} {at} please. After that, {b} on top of it
    |{a} {at}, topped off with {b}|how about {a} {at} with {b} riding on top of it?
    |start with {a} {at}. On it comes {b}|{b} shall sit on {a}, and {a} shall sit {at}
    |I need {a} {at}, and {b} up on top of that one|could {a} go {at}? And then, on it, {b}?
    |lay {a} {at}, then lay {b} onto it|build upwards: {a} {at}, {b} on it
    |{a} {at}. Done? Now crown it with {b}|when {a} is {at}, {b} goes on it
    |do {a} first, {at}. then {b}, on {a}|let {a} carry {b}, but first put {a} {at}
    |place {a} {at}, next {b} over it, stacked|pls {a} {at} and {b} on it
    |two steps: {a} {at}, then {b} on the one you just put""",
    often="put {a} {at}. Then put {b} on it",
)
OTHER_THING = sentences(
    """put {x} {at}. no wait, {a}|put {x} {at}... sorry, I mean {a}|move {x}, no, {a} {to}
    |{x} {at}. oh no sorry, not that one, {a}|put {x} {at}, actually no, take {a} instead
    |can you put {x} {at}? hmm, no, {a} please|{x} {at} - no wait, {a}
    |I want {x} {at}. Scratch that, I want {a} there, {x} stays|put {x}, I mean {a}, {at}
    |take {x}... wait no, take {a} and put it {at}
    |put {x} {at}. Oops, wrong one, it's {a} I want there|not {x}, {a}! put it {at}
    |{x} {at} please, or wait, better {a}, leave {x} alone
    |let's have {x} {at}. Erm, did I say {x}? I meant {a}
    |{x} goes {at}... nope, my mistake, that's for {a}|put {x} {at}. Silly me, {a} of course
    |grab {x}. stop! wrong. {a}. and that goes {at}
    |I said {x} {at} but what I should have said is {a}
    |could you set {x} {at}? Oh dear, I've mixed them up. It's {a} I'd like there
    |take {x}, er, no, {a}, and bring it {to}|correction: not {x} but {a} goes {at}
    |{x} {at}. hang on. {a}. yes, {a}, that's the one
    |put {x}... what's it called... no, {a}! put {a} {at}
    |move {x} {to}. Forget that, do {a} instead|{x} {at}, sorry my english, {a} I wanted to say
    |we need {x} {at}. hmm, on second thought {x} is fine where it is, we need {a} there
    |drop {x} {at}, or rather {a}|{x}? No. {a}? Yes. That goes {at}
    |i'd put {x} {at}, although... let's make it {a}
    |swap that order: {a} {at}, not {x} as I said
    |someone told me {x} goes {at}, but that's wrong, it's {a}
    |put {x} {at}. Undo that, please, I was thinking of {a}. {a} goes there
    |get {x} {at}. ah, not {x}. {a}|{x} {at}?? no no no. {a} {at}
    |please place {x} {at}. Excuse me, I misspoke, {a} is what I'd like there
    |it's {x} that goes {at}. wait, is it? No, it's {a}|{x} - argh - {a} {at}""",
    often="put {x} {at}. no wait, {a}",
)
OTHER_SPOT = sentences(
    """put {a} {wrong}, no wait, {at}|put {a} {wrong}. Actually, no, {at}
    |{a} {wrong}, sorry, I mean {at}|put {a} {wrong}... no, {at}
    |put {a} {wrong} - hmm, no, {at} is better|{a} goes {wrong}. no, I changed my mind, {at}
    |I wanted {a} {wrong}, but now I think {at}|{a} not {wrong} but {at} please
    |put {a} {wrong}, or no, let's do it {at}|{a} {wrong}? No. {at}
    |could you set {a} {wrong}? Oh, better {at}, if it's all the same to you
    |bring {a} {wrong}, er, {at} I mean to say
    |{wrong}, that's what I said about {a}, but make it {at}
    |{a} was going to go {wrong}, the new plan is {at}
    |move {a} {wrong}. Stop, that's wrong. It goes {at}
    |oops, I told you {a} {wrong}. I should have said {at}
    |let's see, {a} {wrong}... mm, that looks silly. {at} then
    |I said {wrong} for {a}, right? Forget it. {at}|{a} {wrong} pls. ugh no. {at}
    |take {a} and put it {wrong}, scratch that, {at}
    |correction, {a} does not go {wrong}, it goes {at}|rather than {wrong}, let's have {a} {at}
    |my husband says {a} {wrong}, but I decide, so {at}|{a}: {wrong}. No, cross that out. {at}
    |drop {a} {wrong}, I mean, what am I saying, {at}
    |on second thought {a} doesn't go {wrong} but {at}
    |please put {a} {wrong}. Pardon, {at}, I confused the two
    |i'd have {a} {wrong}, hmm, or, yes, definitely {at} instead""",
    often="put {a} {wrong}, no wait, {at}",
)
