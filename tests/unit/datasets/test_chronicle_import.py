from talion.pipeline.case import Case

WAR = """
observed 2031-03-01 to 2031-04-01
a  2031-03-04              Ashmar > Belvar   ASSAULT  killed 3..5  at Qarn
b  2031-03-06              Belvar > Ashmar   ASSAULT  answers a declared
c  2031-03-07..2031-03-09  Ashmar, Belvar    ASSAULT
"""


def test_a_chronicle_is_recognised_and_comes_in_with_its_links(take, case: Case):
    done = take("war.txt", WAR)
    assert (done.format, done.read) == ("chronicle", 3)
    assert [event.directed for event in case.events()] == [True, True, False]
    [link] = [link for link in case.links() if link.basis == "declared"]
    assert link.lag_days == 2 and "answers a declared" in link.evidence[0].quote
