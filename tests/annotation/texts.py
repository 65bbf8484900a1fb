"""Texts to annotate: any text at all, and invented articles."""

from hypothesis import strategies as st

# What annotators look for, and what breaks offsets: astral, combining, right-to-left, NUL, every kind of line end.
PIECES = (
    "Ann Lee said |“|”|\"|‘|’|«|»|„|``|''|'|according to Tom Hale|. |? |, she said| that |$12.4 million |% | (|) "
    "|\n|\n\n|\r\n|\r|\u2028|\x85|The bridge |Similar Posts\n|Advertisement\n|cannot |… |... |--| — |U.S. |Dr. |"
    "😀|👩‍👩‍👧|e\u0301|\u0301|\u202e|\u200f|אמר |قال |𝕎|\x00|\x07|\x1c|\ufeff|\u200b|\u00a0|\t|İ|ß|ǆ"
).split("|")
CHARACTERS = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
ANY_TEXT = st.one_of(CHARACTERS, st.lists(st.sampled_from(PIECES), max_size=50).map("".join))

FOOTBALL = """Harbour Town beat Weston Rovers to reach the cup final

Harbour Town reached the cup final for the first time in twenty years after a goal by striker Tom Hale in the last \
minute beat Weston Rovers 2-1 on Saturday.

Rovers had taken the lead in the first half when midfielder Ivo Brandt scored from a free kick. The home team \
equalised after the break with a penalty, and the goalkeeper saved twice before Hale headed in a cross.

“The players gave everything,” coach Ann Lee said after the match. “We have waited a long time for a final.”

Harbour Town, who play in the second division of the football league, meet the champions in the final in May. The \
club has lost only three matches this season and has not conceded a goal at home since October.
"""

ELECTION = """Lee wins the vote for governor

Ann Lee won the election for governor on Tuesday after a campaign over taxes and schools, and her party took control \
of the state senate.

With 98 percent of the ballots counted, Lee had 52.4 percent of the vote and the Republican incumbent, Tom Hale, had \
46.1 percent, the election board said. Turnout was 61 percent, the highest in an election for governor since 1994.

“The voters have spoken,” Lee told supporters. “We will govern for those who did not vote for us.”

Hale, a senator before he was elected governor four years ago, conceded before midnight. Democrats also won two \
seats in Congress, and candidates of both parties said that the campaign had been the hardest in years.
"""

STORM = """At least 14 people were killed and 230 were hurt when the river Sorrel broke its banks on Friday, \
the county said.

The flood destroyed 1,200 houses in Weston, according to the council. Rescue workers brought 3,400 people to schools \
and churches. Forecasters expect more rain on Sunday.

“The dam was never inspected after 2011,” said Tom Hale, a former engineer. “I think that it is a disgrace.”

Everybody in the valley is tired. It feels like the end of something. The hills are beautiful in the morning.
"""
