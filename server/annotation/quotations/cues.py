"""Words of saying and thinking, and the small words around them."""


def _forms(verbs: str) -> frozenset[str]:
    """Present, past and participle of each verb; "tell/told" gives an irregular past."""
    forms = set()
    for entry in verbs.split():
        verb, _, past = entry.partition("/")
        stem = verb.removesuffix("e")
        third = verb[:-1] + "ies" if verb.endswith("y") and verb[-2] not in "aeo" else verb + "s"
        if verb.endswith("y") and verb[-2] not in "aeo":
            past = past or verb[:-1] + "ied"
        forms |= {verb, third, past or stem + "ed", stem + "ing"}
    return frozenset(forms)


# Verbs whose object is what was said, with or without "that".
SAYING = _forms(
    "say/said tell/told add announce write/wrote state report note explain claim argue insist warn confirm declare"
    " suggest indicate acknowledge allege assert maintain mention emphasize emphasise stress remark observe comment"
    " conclude continue reply respond admit concede contend reveal reiterate recall tweet post deny joke estimate"
    " testify predict promise vow pledge complain propose recommend repeat counter quip caution signal disclose"
    " describe call ask question tease quote proclaim boast affirm underline highlight exclaim shout cry lament answer"
    " agree ponder muse opine interject retort advise urge accuse demand request order recount relate express"
) | frozenset(
    "told replied denied testified wrote admitted admitting referred quipped quipping conceded wondered"
    " refused swore begged begging pleaded threatened apologized apologised".split()
)
# What somebody thinks is no speech, whatever the trained heads take it for.
THINKING = _forms(
    "think/thought believe feel/felt hope expect want wish fear intend plan consider doubt suspect assume know/knew"
    " understand/understood seek/sought worry imagine"
) | frozenset("planned planning".split())
# Forms that are nouns as often as verbs: they count as cues only behind a name, a pronoun or a plural.
NOUN_LIKE = frozenset(
    "answer answers call calls claim claims comment comments complaint cry demand demands estimate estimates joke jokes"
    " note notes observation order orders pledge pledges post posts promise promises question questions quote quotes"
    " remark remarks report reports request requests signal signals state states tweet tweets vow vows advice counter"
    " counters address warning warnings saying hope hopes fear fears plan plans doubt doubts worry worries wish wishes"
    " feeling thinking understanding reply replies agree testify shout shouts want".split()
)
PRONOUNS = frozenset("he she they it i we you who".split())
DETERMINERS = frozenset(
    "the a an this that these those his her its their our my some many several most all both two three four five other"
    " another one few no each every any such".split()
)
AUXILIARIES = frozenset(
    "has have had having is are was were be been being will would can could may might must shall should do does"
    " did".split()
)
PREPOSITIONS = frozenset(
    "in on at to during after before by from with about over under since until into for of as via through against"
    " between among despite following amid upon around within without near outside inside last next".split()
)
SUBORDINATORS = frozenset(
    "that but because although though while when where if whether so yet unless whereas which who whom whose as since"
    " until before after than how what why and or".split()
)
DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
    " september october november december".split()
)
