"""Sentences of three and four wishes, told forwards and backwards, with words like "there"."""

from __future__ import annotations

from agent.training.language.natural.words import sentences

CHAIN = sentences(
    """{a} {at}. After that, {b} {at2}. Lastly, {c} {at3}
    |{a} {at}; meanwhile think of {b}, {at2}; last of all {c} {at3}
    |here's what we'll do: {a} {at}, {b} {at2}, and to round it off {c} {at3}
    |put {a} {at}. Then it's {b}'s turn, {at2}. And {c}? {at3}
    |{a} {at} first of all, {b} {at2} right after, {c} {at3} as the last thing
    |job one is {a} {at}, job two is {b} {at2}, the last job is {c} {at3}
    |could you do three moves for me? {a} {to}, {b} {to2} and then {c} {to3}
    |so, {a} {at}. oh and {b} {at2}. oh and before I forget {c} {at3}
    |to start with I'd want {a} {at}, next I'd want {b} {at2}, and at the end {c} {at3}
    |when {a} is {at}, go on with {b}, {at2}, and when that's finished too, {c} {at3}
    |* {a_} {at} * {b_} {at2} * {c_} {at3}|todo: {a_} {at} / {b_} {at2} / {c_} {at3}
    |{a}, {b}, {c}: the first goes {at}, the second {at2}, the last {at3}
    |first things first, {a} {at}. Then there's {b}, {at2}. We finish with {c}, {at3}
    |move {a} {to}, that done {b} {to2}, that done too {c} {to3}
    |I'm setting the scene: {a} {at}, {b} {at2}, {c} {at3}. Can you do it in that order?
    |step by step: {a} {at}, ok? {b} {at2}, ok? {c} {at3}, ok?
    |grandma wants {a} {at} and {b} {at2}, and for me it's {c} {at3}
    |it takes three steps. Step 1, {a} {at}. Step 2, {b} {at2}. Step 3, {c} {at3}
    |(1) {a} {at} (2) {b} {at2} (3) {c} {at3}
    |do me a favour: {a} {at}. and another: {b} {at2}. and one more: {c} {at3}
    |one, {a}, {at}. two, {b}, {at2}. three, {c}, {at3}. go
    |{a} has to get {at}, {b} {at2}, plus {c} {at3}
    |would you please see to {a} ({at}), {b} ({at2}) and {c} ({at3})
    |if you have time: {a} {at}, then {b} {at2}. still time? then {c} {at3} as well
    |let {a} be the first, {at}. Let {b} come after, {at2}. And finally {c}, {at3}
    |{a} {at}, yes? good. and then {b} {at2}. what else... {c} {at3}
    |please you do like this: {a} {at}, later {b} {at2}, later {c} {at3}
    |I count on you for {a} {at}, for {b} {at2} and, last but not least, for {c} {at3}""",
    often="first {a} {at}, after that {b} {at2}, and lastly {c} {at3}",
)
FOUR = sentences(
    """put {a} {at}, {b} {at2}, {c} {at3} and {d} {at4}
    |{a} {at}, {b} {at2}, {c} {at3}, {d} {at4}
    |1) {a} {at} 2) {b} {at2} 3) {c} {at3} 4) {d} {at4}
    |1. {a_} {at} 2. {b_} {at2} 3. {c_} {at3} 4. {d_} {at4}
    |- {a_} {at} - {b_} {at2} - {c_} {at3} - {d_} {at4}
    |first {a} {at}, then {b} {at2}, then {c} {at3} and finally {d} {at4}
    |four things today. {a} {at}. {b} {at2}. {c} {at3}. And {d} {at4}
    |in this order: {a} {at}; {b} {at2}; {c} {at3}; {d} {at4}
    |start with {a}, {at}. After that {b}, {at2}. After that {c}, {at3}. Lastly {d}, {at4}
    |{a} goes {at}, {b} goes {at2}, {c} goes {at3}, and last but not least {d} goes {at4}
    |could you put {a} {at} and {b} {at2}? And when you are done with that, {c} {at3} and {d}
    {at4}?|{a} {at} and {b} {at2}. oh, and {c} {at3}. oh and {d} {at4} too
    |at the end {a} should be {at}, {b} {at2}, {c} {at3} and {d} {at4}
    |I need {a} {at}, {b} {at2}, next to come is {c} {at3}, and then just {d} {at4}
    |quite a list: {a} {at}, {b} {at2}, {c} {at3}, {d} {at4}. Thanks!
    |pls {a} {at}, {b} {at2}, {c} {at3} + {d} {at4}
    |how it should look: {a} {at}, {b} {at2}, {c} {at3}, {d} {at4}
    |put {a} {at}. put {b} {at2}. put {c} {at3}. put {d} {at4}. done
    |mind doing four moves? {a} {at}, {b} {at2}, {c} {at3}, {d} {at4}
    |ok big tidy: {a} {at}, and {b} {at2}, then {c} {at3}, then {d} {at4}""",
    often="put {a} {at}, {b} {at2}, {c} {at3} and {d} {at4}",
)
BACKWARDS = sentences(
    """last {c} {at3}, before that {b} {at2}, and first of all {a} {at}
    |{c} {at3} comes last, {b} {at2} before it, and the very first is {a} {at}
    |you finish with {c} {at3}. Before that it's {b} {at2}. You begin with {a} {at}
    |put {c} {at3}, but before that {b} {at2}, and before that {a} {at}
    |at the end I want {c} {at3}, ahead of it {b} {at2} and to begin with {a} {at}
    |step 3 is {c} {at3}, step 2 is {b} {at2}, step 1 is {a} {at}
    |{c} {at3}, but only after {b} is {at2}, and that only after {a} is {at}
    |3. {c} {at3} 2. {b} {at2} 1. {a} {at}
    |the final move is {c} {at3}, the one before is {b} {at2}, the opening move is {a} {at}
    |don't touch {c} until {b} is {at2}, nor {b} until {a} is {at}. {c} then goes {at3}
    |before {c} goes {at3}, {b} goes {at2}. And before all that, {a} {at}
    |{c} {at3} please. Hmm, first {b} {at2}. No, even before that {a} {at}
    |let's plan it from the end: {c} {at3}, preceded by {b} {at2}, preceded by {a} {at}""",
    often="last {c} {at3}, before that {b} {at2}, and first of all {a} {at}",
)
THERE_TOO = sentences(
    """put {a} {at}, then {b} there too, and {c} {at2}|{a} {at}, {b} as well, and then {c} {at2}
    |{a} goes {at}. {b} goes there too. {c} goes {at2}
    |put {a} {at}. Same for {b}. Last but not least, {c} {at2}
    |first {a} {at}, then bring {b} along to that place, and lastly move {c} {to2}
    |{a} and then {b}, both {at}; when you are done with that, {c} {at2}
    |can you put {a} {at} and {b} there as well? And {c}, that goes {at2}
    |1) {a} {at} 2) {b} in the same place 3) {c} {at2}
    |{a} should be {at} along with {b}. oh and {c} {at2}
    |take {a} {to}, take {b} to the same spot, then take {c} {to2}
    |{a} {at}, ditto {b}, but {c} {at2}
    |I'd like {a} {at}, with {b} joining it there, and {c} {at2}
    |{b} goes wherever {a} goes, which is {at}. {c} however goes {at2}
    |start with {a} {at}. bring {b} there too. finish with {c} {at2}
    |two things {at}, {a} and {b}, and one {at2}, that's {c}""",
    often="put {a} {at}, then {b} there too, and {c} {at2}",
)
BESIDE_IT = sentences(
    """put {a} {at} and then {c} {by} it|put {a} {at}, then put {c} {by} it
    |{a} {at}. Then {c} {by} it|{a} goes {at} and {c} goes {by} that
    |first {a} {at}, and once it's there, {c} {by} it
    |move {a} {to}. when you're done with that, {c} {by} it
    |could you set {a} {at} and after that {c} {by} it?|I need {a} {at}, with {c} {by} it
    |{a} {at}, and {by} it I want {c}|1) {a} {at} 2) {c} {by} it
    |when {a} is {at}, bring {c} over so that it's {by} it
    |{a} belongs {at}. And where does {c} belong? {by} {a}
    |start: {a} {at}. next: {c}, {by} the thing you just moved|pls {a} {at}, {c} {by} it
    |{c} should end up {by} {a}, but {a} has to go {at} first
    |let {a} stand {at}, and let {c} stand {by} it
    |mind putting {a} {at} and, lastly, {c} {by} it?""",
    often="put {a} {at}, then put {c} {by} it",
)
THEN_HOLD = sentences(
    """put {a} {at}, then pick up {b}|{a} {at}. After that take {b} and hold it
    |first {a} {at}, then grab {b} and keep it in your hand|{a} goes {at}. Then hold {b} for me
    |move {a} {to} and when you're done with that, lift {b}
    |could you put {a} {at} and then pick {b} up?|1) {a} {at} 2) pick up {b}
    |I'd like {a} {at}. oh and then take {b} and don't let go
    |{a} {at}, and lastly have {b} in your hand|when {a} is {at}, get hold of {b} and wait
    |after setting {a} {at}, please hold {b} up|finish by holding {b}, but start with {a}, {at}
    |{a} {at}, next just grab {b}, that's all|before you pick up {b}, {a} has to go {at}""",
    often="put {a} {at}, then pick up {b}",
)
