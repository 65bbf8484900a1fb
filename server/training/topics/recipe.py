"""Numbers of the recipe: chosen by leaving one publisher out, see server/model/MODEL_CARD.md."""

SEED = 0
READ = 8_000  # code points of a text that are enough to tell its topic
RARE = 4  # texts in which a stem must stand to be in the vocabulary
A_SOURCE = {"huffpost": 9_000, "reuters": 3_000, "agnews": 3_500}  # texts of one file that are read without labels
A_SOURCE_ELSE = 2_200
PASSAGE = 600  # code points of a passage whose vector is learnt
PASSAGE_PIECES = 128
DIMENSIONS = 128
EPOCHS = 5
RATE = 2e-3
BATCH = 256
SMOOTHING = 1e-3  # of frequencies, in the weights that vectors begin with (SIF; Arora et al. 2017)
READER, SECONDARY, DEFINITION = 3.0, 0.5, 0.7  # what counts a text as its primary topic, as another, a definition
# How far rare topics are raised: 0 leaves them as rare as they are, 1 makes all alike.
RAISED, RAISED_BELOW, RAISED_PLAIN = 0.0, 0.5, 0.5
COST = 0.1  # of errors, in the support vector machines
COST_PLAIN = 10.0  # in the logistic regression
BLEND = {"words": 2.0, "meaning": 1.0, "names": 1.0, "names_below": 1.0}
FEWEST = 40  # texts of a publisher from which it is held back to calibrate and to measure
