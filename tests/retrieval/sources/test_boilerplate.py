"""What stands among a page's paragraphs and is no report goes by its markup; what looks like it stays."""

import pytest

from retrieval.sources.pages import page
from tests.retrieval.sources.test_pages import BODY, LEAD, TITLE


def read(inside):
    """The lines of a page with *inside* among its paragraphs that are not its paragraphs."""
    first, *rest = (f"<p>{line}</p>" for line in [LEAD, *BODY])
    body = f"<div class='wrap'><h1>{TITLE}</h1><div class='text'>{first}{inside}{''.join(rest)}</div></div>"
    lines = page(f"<html><head><title>{TITLE}</title></head><body>{body}</body></html>").text.split(
        "\n"
    )

    assert [line for line in lines if line in (LEAD, *BODY)] == [LEAD, *BODY]
    return [line for line in lines if line not in (LEAD, *BODY)]


@pytest.mark.parametrize(
    "inside",
    [
        "<p><strong>اقرأ أيضاً: </strong><a href='/x'>وزير النقل يتفقد محطة القطار</a></p>",
        "<blockquote><p>قد يهمك: <a href='/x'>وزير النقل يتفقد محطة القطار</a></p></blockquote>",
        "<blockquote><a href='/x'>وزير النقل يتفقد محطة القطار</a></blockquote>",
        "<p>للمزيد: <a href='/x'>وزير النقل يتفقد محطة القطار</a></p>",
        "<p><a href='/x'>لماذا تأخر افتتاح محطة القطار؟</a></p>",
        "<aside><h4>قصص أخرى</h4><p>قرية تحتفل بعودة مدرستها بعد غياب طويل.</p></aside>",
        "<div class='relatedArticlesBox'><p>قرية تحتفل بعودة مدرستها بعد غياب طويل.</p></div>",
        "<figure><img src='x'><figcaption>حقول القمح في السهل قبل الحصاد.</figcaption></figure>",
        "<div class='img-box'><img src='x'><p>حقول القمح في السهل</p></div>",
        "<p><img src='x'><em>حقول القمح في السهل</em></p>",
        "<div class='gallery'><dl><dt><img src='x'></dt><dd>حقول القمح في السهل.</dd></dl></div>",
        "<div class='wp-polls'><p>هل تؤيد دعم المزارعين هذا الموسم؟</p><ul><li>نعم</li></ul></div>",
        "<blockquote class='twitter-tweet'><p>الحصاد يبدأ غداً في القرى كلها</p></blockquote>",
        "<div data-testid='promo-box'>Sign up <a href='/n'>here.</a></div>",
    ],
)
def test_what_is_no_report_goes(inside):
    assert read(inside) == []


@pytest.mark.parametrize(
    ("inside", "lines"),
    [
        (
            "<p><a href='/t'>وقالت النقابة إن الحصاد سيتأخر هذا العام.</a></p>",
            ["وقالت النقابة إن الحصاد سيتأخر هذا العام."],
        ),
        (
            "<ul><li>يبدأ الحصاد السبت.</li><li>ينتهي بعد <a href='/f'>أسبوعين</a>.</li></ul>",
            ["يبدأ الحصاد السبت.", "ينتهي بعد أسبوعين."],
        ),
        (
            "<table><tr><th>القرية</th><th>الغلة</th></tr><tr><td>الزيتونة</td><td>40 طناً</td></tr></table>",
            ["القرية: الزيتونة؛ الغلة: 40 طناً."],
        ),
        (
            "<figure><table><tr><th>الغلة</th><td>40 طناً</td></tr></table></figure>",
            ["الغلة: 40 طناً."],
        ),
        (
            "<table><tr><td></td><td>2023</td><td>2024</td></tr><tr><td>القمح</td><td>7</td><td>9</td></tr></table>",
            ["القمح – 2023: 7؛ 2024: 9."],
        ),
    ],
)
def test_what_tells_something_stays(inside, lines):
    assert read(inside) == lines


def test_a_name_around_the_report_takes_nothing_away():
    """
    A class such as ``has-related`` on what holds the report is no reason to drop it.
    """
    text = "".join(f"<p>{line}</p>" for line in [LEAD, *BODY])
    found = page(
        f"<html><body><div class='social related'><h1>{TITLE}</h1>{text}</div></body></html>"
    )

    assert found.text.split("\n") == [LEAD, *BODY]
