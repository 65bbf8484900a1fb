"""A smaller vocabulary for the encoder: the pieces that news needs, every single character, and the marks."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer

_MARKS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")
UNKNOWN = _MARKS.index("[UNK]")


def full(vocabulary: Path) -> Tokenizer:
    """The uncased tokenizer over all pieces of a vocabulary file, for words already cut apart."""
    pieces = vocabulary.read_text(encoding="utf-8").splitlines()
    return _tokenizer({piece: index for index, piece in enumerate(pieces)})


def pruned(tokenizer: Tokenizer, words: Iterable[list[str]], size: int) -> tuple[Tokenizer, list[int]]:
    """The tokenizer over the `size` pieces that `words` use most, and the row of each in the full vocabulary."""
    counts: Counter[str] = Counter()
    for encoding in tokenizer.encode_batch(list(words), is_pretokenized=True, add_special_tokens=False):
        counts.update(encoding.tokens)
    known = tokenizer.get_vocab()
    kept = dict.fromkeys(_MARKS)
    kept |= dict.fromkeys(piece for piece in sorted(known, key=known.__getitem__) if len(piece.removeprefix("##")) == 1)
    for piece, _ in counts.most_common():
        if len(kept) >= size:
            break
        kept.setdefault(piece)
    return _tokenizer({piece: index for index, piece in enumerate(kept)}), [known[piece] for piece in kept]


def _tokenizer(vocabulary: dict[str, int]) -> Tokenizer:
    tokenizer = Tokenizer(WordPiece(vocabulary, unk_token="[UNK]", max_input_chars_per_word=60))  # type: ignore[call-arg] # noqa: S106
    tokenizer.normalizer = BertNormalizer(lowercase=True)  # type: ignore[assignment]
    return tokenizer
