"""Numbers in Nepali: a word for each up to ninety-nine, then hundred, thousand, lakh and crore."""

from marketplace.catalogue.rules.spoken.kit import Clips, Half, Kit, numbered

_WORDS = {
    **numbered(
        "शून्य एक दुई तीन चार पाँच छ सात आठ नौ दस एघार बाह्र तेह्र चौध पन्ध्र सोह्र सत्र अठार उन्नाइस "
        "बीस एक्काइस बाइस तेइस चौबीस पच्चीस छब्बीस सत्ताइस अट्ठाइस उनन्तीस "
        "तीस एकतीस बत्तीस तेत्तीस चौँतीस पैँतीस छत्तीस सैँतीस अठतीस उनन्चालीस "
        "चालीस एकचालीस बयालीस त्रिचालीस चवालीस पैँतालीस छयालीस सतचालीस अठचालीस उनन्चास "
        "पचास एकाउन्न बाउन्न त्रिपन्न चउन्न पचपन्न छपन्न सन्ताउन्न अन्ठाउन्न उनन्साठी "
        "साठी एकसट्ठी बयसट्ठी त्रिसट्ठी चौंसट्ठी पैंसट्ठी छयसट्ठी सतसट्ठी अठसट्ठी उनन्सत्तरी "
        "सत्तरी एकहत्तर बहत्तर त्रिहत्तर चौहत्तर पचहत्तर छयहत्तर सतहत्तर अठहत्तर उनासी "
        "असी एकासी बयासी त्रियासी चौरासी पचासी छयासी सतासी अठासी उनान्नब्बे "
        "नब्बे एकानब्बे बयानब्बे त्रियानब्बे चौरानब्बे पन्चानब्बे छयानब्बे सन्तानब्बे अन्ठानब्बे उनान्सय"
    ),
    "hundred": "सय", "thousand": "हजार", "lakh": "लाख", "crore": "करोड",
    "point": "दशमलव", "sleep.1": "रात", "sleep.2": "रात", "after": "पछि", "of": "मध्ये",
    "clock": "बजे", "half": "साढे", "half.1": "डेढ बजे", "half.2": "अढाई बजे",
}  # fmt: skip
_SCALES = ((10**7, "crore"), (10**5, "lakh"), (1000, "thousand"), (100, "hundred"))


def _count(number: int, _form: str) -> Clips:
    said: list[str] = []
    for size, name in _SCALES:
        many, number = divmod(number, size)
        said += [str(many), name] if many else []
    if number or not said:
        said.append(str(number))
    return tuple(said)


NEPALI = Kit("ne", _WORDS, _count, after_last=True, whole_first=True, half=Half.BEFORE)
