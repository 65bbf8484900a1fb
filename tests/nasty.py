"""Nasty texts: what breaks offsets, parsers and run times; some of any length wanted, some as they were found."""

from collections.abc import Callable
from itertools import count
from random import Random

Make = Callable[[int], str]
"""Makes a text of so many code points."""

DEEP = 1000  # quotations within quotations


def _repeated(piece: str) -> Make:
    return lambda length: (piece * (length // len(piece) + 1))[:length]


def _drawn(draw: Callable[[Random, int], str]) -> Make:
    """Pieces that differ from each other, drawn with the same seed for the same text."""

    def make(length: int) -> str:
        random, pieces, left = Random(1), [], length
        for number in count():
            pieces.append(draw(random, number))
            left -= len(pieces[-1])
            if left <= 0:
                return "".join(pieces)[:length]
        raise AssertionError

    return make


def _word(random: Random) -> str:
    """A pronounceable word that no dictionary has."""
    return "".join(random.choice("bdfgklmnprstv") + random.choice("aeiou") for _ in range(random.randint(2, 4)))


def _name(random: Random) -> str:
    return f"{_word(random).title()} {_word(random).title()}"


def _different_speakers(random: Random, _: int) -> str:
    return f"“{_word(random).title()} {_word(random)},” said {_name(random)}. "


def _nested(length: int) -> str:
    deep = "“‘" * (DEEP // 2) + "so" + "’”" * (DEEP // 2)
    return _repeated(f"{deep} said Ann Lee. ")(length)


_CONFUSED = str.maketrans("aeopcxyABEKMHOPCTX", "аеорсхуАВЕКМНОРСТХ")  # Latin letters to Cyrillic ones that look alike

# By what they are made of; each can be made as long as wanted, and costs no more than it should at any length.
KINDS: dict[str, Make] = {
    # Words
    "cues": _repeated("Ann Lee said. "),
    "cues without names": _repeated("He said she said they said "),
    "cues and quotations": _repeated("“No,” he said. "),
    "denials": _repeated("Ann Lee denied that Tom Hale said that "),
    "speakers, all different": _drawn(_different_speakers),
    "names, one": _repeated("Ann Lee "),
    "names, all different": _drawn(lambda random, _: f"{_name(random)}, "),
    "names, one surname": _drawn(lambda random, _: f"{_word(random).title()} Lee said. "),
    "names, one first name": _drawn(lambda random, _: f"Ann {_word(random).title()} said. "),
    "names, joined": _repeated("Ann Lee and Tom Hale and the council and "),
    "names, capitals": _drawn(lambda random, _: f"{_name(random).upper()} "),
    "name that never ends": _repeated("Director of the Office of the Board of "),
    "bodies, all different": _drawn(lambda random, _: f"the {_word(random).title()} Council said. "),
    "acronyms, all different": _drawn(lambda random, _: f"the {_word(random)[:4].upper()}, "),
    "initials": _repeated("J. R. R. T. "),
    "pronouns": _repeated("He she they it her his who "),
    "people without names": _repeated("Her boyfriend told the man that his mother said "),
    "bodies without names": _repeated("The company said the report said "),
    "roles": _repeated("Mayor President Secretary of State spokesman "),
    "ages": _repeated("Ann Lee, 42, a former mayor, "),
    "short sentences": _repeated("Yes. No. "),
    "letters as sentences": _repeated("A. B. C. "),
    "questions": _repeated("Why? What! "),
    "one sentence": _repeated("the bridge and the ferry and the council "),
    "one sentence of commas": _repeated("a, b, c, "),
    "one word": _repeated("x"),
    "words of one letter": _repeated("a b c "),
    "words, all different": _drawn(lambda random, _: f"{_word(random)} "),
    "long words": _drawn(lambda random, _: f"{_word(random) * 40} "),
    "hyphens": _repeated("so-called-"),
    "abbreviations": _repeated("Mr. Dr. U.S. Inc. "),
    "figures": _repeated("$12.4 million, 3.5 percent, 1,200 "),
    "digits": _repeated("1234567890"),
    "dates": _repeated("on Monday, May 4, 2019, "),
    "claims": _drawn(lambda random, number: f"The tax rose by {number} percent to ${random.randint(1, 99)} million. "),
    "the same claim": _repeated("The tax rose by 12 percent to $30 million. "),
    # Quotation marks
    "straight marks": _repeated('"'),
    "straight marks, spaced": _repeated('" '),
    "straight marks around letters": _repeated('"a'),
    "opening marks": _repeated("“"),
    "opening marks with words": _repeated("“so "),
    "closing marks": _repeated("”"),
    "pairs": _repeated("“a” "),
    "pairs of pairs": _repeated("“‘a’” "),
    "nested deeply": _nested,
    "nested without end": lambda length: "“‘a" * (length // 6) + "’”" * (length // 4),
    "apostrophes": _repeated("'"),
    "apostrophes in words": _repeated("o'the's' "),
    "backticks": _repeated("``''"),
    "marks of all kinds": _repeated("“„‟«»‹›‘’‚‛'\"＂"),
    "quotation over paragraphs": _repeated("“So.\n"),
    "quotation over paragraphs, marks alone": _repeated("“\n"),
    "quotations that stay open": _repeated("“We waited for years.\nIt is here.\n"),
    "quotations of nobody": _repeated("“We waited thirty years for this.” It is here. "),
    # Other marks
    "full stops": _repeated("."),
    "full stops, spaced": _repeated(". "),
    "ellipses": _repeated("… "),
    "commas": _repeated(","),
    "brackets": _repeated("("),
    "brackets around words": _repeated("(a) [b] "),
    "dashes": _repeated("— a "),
    "ampersands": _repeated("A & B & "),
    "symbols, all different": _repeated("!?#$%&*+/:;<=>@\\^_|~§°¶†‡•"),
    "contractions": _repeated("cannot gonna wanna don't "),
    # Lines
    "lines of one letter": _repeated("a\n"),
    "blank lines": _repeated("\n"),
    "spaces": _repeated(" "),
    "tabs": _repeated("a\t"),
    "every line end": _repeated("So.\r\nSo.\rSo.\nSo.\u2028So.\u2029So.\x85So.\x0bSo.\x0c"),
    "line ends of Windows": _repeated("Ann Lee said so.\r\n\r\n"),
    "page furniture": _repeated("Share\nRelated stories\nAdvertisement\nRead more\n"),
    "page furniture, nearly": _repeated(
        "Share on Facebook Twitter X Reddit WhatsApp Telegram Email Pin 5k and so on.\n"
    ),
    "transcript": _repeated("SMITH: It is open. HALE said so.\n"),
    "transcript of names": _repeated("Ann Lee: It is open.\n"),
    "datelines": _repeated("LONDON (AP) — It is open.\n"),
    "headlines": _drawn(lambda random, _: f"{_name(random)} Says {_name(random)} Is Open\n"),
    # Markup and code
    "HTML": _repeated('<p class="lead">Ann Lee <b>said</b> it &amp; <br/>'),
    "scripts": _repeated("<script>alert('owned');</script> "),
    "JSON": _repeated('{"text": "Ann Lee said", "n": [1, 2]}, '),
    "addresses": _drawn(lambda random, _: f"https://{_word(random)}.example/{_word(random)}?a={_word(random)} "),
    "base64": _drawn(lambda random, _: "".join(random.choices("ABCDEFabcdef0123456789+/", k=76)) + "\n"),
    # Characters
    "combining marks": _repeated("\u0301"),
    "letters under combining marks": _repeated("a" + "\u0301\u0323\u0308" * 8 + " "),
    "zero-width joiners": _repeated("a\u200db\u200c\u200b\u2060 "),
    "bidirectional controls": _repeated("\u202eso\u202c \u2066a\u2069 \u200f"),
    "faces": _repeated("😀"),
    "families": _repeated("👩‍👩‍👧‍👦 said "),
    "flags": _repeated("🇳🇴🇬🇧"),
    "mathematical letters": _repeated("𝐀𝐧𝐧 𝐋𝐞𝐞 𝐬𝐚𝐢𝐝 "),
    "confusable letters": _repeated("Ann Lee said that the coupe was open. ".translate(_CONFUSED)),
    "full-width letters": _repeated("Ａｎｎ Ｌｅｅ ｓａｉｄ "),
    "ligatures": _repeated("ﬁne ﬀ ǆ ß İ ŉ ΐ ﷺ "),
    "NULs": _repeated("\x00"),
    "NULs in words": _repeated("so\x00 "),
    "control characters": _repeated("".join(map(chr, range(1, 32)))),
    "private characters": _repeated("\ue000\uf8ff\U0010ffff"),
    "byte order marks": _repeated("\ufeff"),
    "Chinese": _repeated("市长周一表示，大桥将于五月开通。"),
    "Thai": _repeated("นายกเทศมนตรีกล่าวว่าสะพานจะเปิด"),
    "Arabic": _repeated("قال العمدة إن الجسر سيفتح في مايو. "),
}

# "The mayor said on Monday that the bridge would open in May. “We waited long,” she said." in many languages.
LANGUAGES: dict[str, str] = {
    "de": "Die Bürgermeisterin sagte am Montag, dass die Brücke im Mai öffnet. „Wir haben lange gewartet“, sagte sie.",
    "fr": "La maire a dit lundi que le pont ouvrirait en mai. « Nous avons attendu longtemps », a-t-elle dit.",
    "es": "La alcaldesa dijo el lunes que el puente se abriría en mayo. «Hemos esperado mucho», dijo ella.",
    "it": "La sindaca ha detto lunedì che il ponte aprirà a maggio. «Abbiamo aspettato a lungo», ha detto.",
    "pt": "A prefeita disse na segunda-feira que a ponte abriria em maio. “Esperámos muito tempo”, disse ela.",
    "nl": "De burgemeester zei maandag dat de brug in mei opengaat. ‘Wij hebben lang gewacht’, zei ze.",
    "sv": "Borgmästaren sade på måndagen att bron öppnar i maj. ”Vi har väntat länge”, sade hon.",
    "da": "Borgmesteren sagde mandag, at broen åbner i maj. »Vi har ventet længe«, sagde hun.",
    "no": "Ordføreren sa mandag at broen åpner i mai. «Vi har ventet lenge», sa hun.",
    "fi": "Pormestari sanoi maanantaina, että silta avataan toukokuussa. ”Olemme odottaneet kauan”, hän sanoi.",
    "pl": "Burmistrz powiedziała w poniedziałek, że most zostanie otwarty w maju. „Długo czekaliśmy”, powiedziała.",
    "cs": "Starostka v pondělí řekla, že most se otevře v květnu. „Čekali jsme dlouho,“ řekla.",
    "hu": "A polgármester hétfőn azt mondta, hogy a híd májusban megnyílik. „Sokat vártunk” – mondta.",
    "ro": "Primarul a spus luni că podul se va deschide în mai. „Am așteptat mult”, a spus ea.",
    "tr": "Belediye başkanı pazartesi günü köprünün mayısta açılacağını söyledi. “Çok bekledik” dedi.",
    "id": "Wali kota mengatakan pada hari Senin bahwa jembatan akan dibuka pada Mei. “Kami menunggu lama,” katanya.",
    "vi": "Thị trưởng cho biết hôm thứ Hai rằng cây cầu sẽ mở vào tháng Năm. “Chúng tôi đã chờ lâu,” bà nói.",
    "el": "Η δήμαρχος είπε τη Δευτέρα ότι η γέφυρα θα ανοίξει τον Μάιο. «Περιμέναμε πολύ», είπε.",
    "ru": "Мэр сказала в понедельник, что мост откроется в мае. «Мы долго ждали», — сказала она.",
    "uk": "Мерка сказала в понеділок, що міст відкриють у травні. «Ми довго чекали», — сказала вона.",
    "ar": "قالت رئيسة البلدية يوم الاثنين إن الجسر سيفتح في مايو. «انتظرنا طويلا»، قالت.",
    "he": "ראש העיר אמרה ביום שני שהגשר ייפתח במאי. „חיכינו הרבה זמן”, אמרה.",
    "hi": "महापौर ने सोमवार को कहा कि पुल मई में खुलेगा। “हमने बहुत इंतज़ार किया,” उन्होंने कहा।",
    "th": "นายกเทศมนตรีกล่าวเมื่อวันจันทร์ว่าสะพานจะเปิดในเดือนพฤษภาคม “เรารอมานาน” เธอกล่าว",
    "zh": "市长周一表示，大桥将于五月开通。“我们等了很久，”她说。",
    "ja": "市長は月曜日、橋が5月に開通すると述べた。「長い間待った」と彼女は語った。",
    "ko": "시장은 월요일 다리가 5월에 개통될 것이라고 말했다. “오래 기다렸다”고 그녀는 말했다.",
}

# What the fuzzer found: each of these once did not hold what it should.
FOUND: tuple[str, ...] = (
    "“\r0‘said",
    "“No,” he said. " * 6 + "“No,” he saidHarbour Town beat Weston Rovers to reach the cup final",
)
