using System.Text.Json;

namespace Tests.Api.Personalization;

/// <summary>What the customer did with an offer moves its next score, once.</summary>
[Collection(nameof(Platform))]
public sealed class FeedbackTests(Platform platform)
{
    [Theory]
    [InlineData("accepted", 1)]
    [InlineData("clicked", 1)]
    [InlineData("viewed", -1)]
    [InlineData("dismissed", -1)]
    public async Task The_next_score_has_learned_from_it_once(string outcome, int direction)
    {
        var id = await platform.NewCustomerWhoGave("personalised-offers");
        var (decision, before) = await Decide(id);

        Assert.Equal(204, (await Feed(id, decision, "mobile-wallet", outcome)).Status);
        var (_, learned) = await Decide(id);
        Assert.Equal(204, (await Feed(id, decision, "mobile-wallet", outcome)).Status);
        var (later, same) = await Decide(id);

        Assert.Equal(direction, Math.Sign(learned["mobile-wallet"] - before["mobile-wallet"]));
        Assert.Equal(learned, same);
        Assert.All(learned.Where(offer => offer.Key != "mobile-wallet"), offer => Assert.Equal(before[offer.Key], offer.Value));
        Assert.Equal(204, (await Feed(id, later, "mobile-wallet", outcome)).Status);
        Assert.NotEqual(learned["mobile-wallet"], (await Decide(id)).Scores["mobile-wallet"]);
    }

    [Fact]
    public async Task The_reasons_name_the_customers_own_feedback()
    {
        var id = await platform.NewCustomerWhoGave("personalised-offers");
        var (decision, before) = await Decide(id);
        (await Feed(id, decision, "mobile-wallet", "accepted")).Ok(204);

        var item = (await platform.Customer(id).Get($"/v1/customers/{id}/recommendations?limit=50")).Ok().Items("items").Single(i => i.Text("offer") == "mobile-wallet");

        var contribution = item.Items("reasons").Single(reason => reason.Text("feature") != "other").GetProperty("contribution").GetDouble();
        Assert.Equal(item.GetProperty("score").GetDouble() - before["mobile-wallet"], contribution, 1e-12);
    }

    [Fact]
    public async Task A_decision_that_is_unknown_or_somebody_elses_is_not_found()
    {
        var (id, other) = (await platform.NewCustomerWhoGave("personalised-offers"), await platform.NewCustomerWhoGave("personalised-offers"));
        var (own, _) = await Decide(id);
        var (foreign, before) = await Decide(other);

        foreach (var decision in (string[])[foreign, "x", "AQ", own[..^1] + (own[^1] == 'A' ? 'B' : 'A'), own + "AA", Guid.NewGuid().ToString(), new string('A', 4000), "%2F", "%F0%9F%92%A3"])
        {
            (await Feed(id, decision, "mobile-wallet", "accepted")).Problem(404, "not-found");
        }

        Assert.Equal(before, (await Decide(other)).Scores);
    }

    [Fact]
    public async Task A_decision_of_a_consent_that_has_ended_is_not_found()
    {
        var id = await platform.NewCustomerWhoGave("personalised-offers");
        var (decision, before) = await Decide(id);
        (await Feed(id, decision, "mobile-wallet", "accepted")).Ok(204);
        (await platform.Customer(id).Put($"/v1/customers/{id}/consents/personalised-offers", new { state = "withdrawn" })).Ok();
        (await platform.Customer(id).Put($"/v1/customers/{id}/consents/personalised-offers", new { state = "given" })).Ok();

        (await Feed(id, decision, "mobile-wallet", "accepted")).Problem(404, "not-found");

        Assert.Equal(before, (await Decide(id)).Scores);
    }

    [Fact]
    public async Task A_decision_outlives_a_consent_that_is_renewed()
    {
        var id = await platform.NewCustomerWhoGave("personalised-offers");
        var (decision, _) = await Decide(id);
        (await platform.Customer(id).Put($"/v1/customers/{id}/consents/personalised-offers", new { state = "given" })).Ok();

        (await Feed(id, decision, "mobile-wallet", "accepted")).Ok(204);
    }

    [Fact]
    public async Task Without_consent_nothing_is_learned()
    {
        var id = await platform.NewCustomer();
        var (decision, _) = await Decide(id);

        (await Feed(id, decision, "mobile-wallet", "accepted")).Problem(403, "consent-required");
    }

    [Theory]
    [InlineData("""{"offer":"mobile-wallet","outcome":"bought"}""", 422, "invalid-value")]
    [InlineData("""{"offer":"mobile-wallet"}""", 422, "invalid-value")]
    [InlineData("""{"outcome":"clicked"}""", 422, "invalid-value")]
    [InlineData("""{"offer":7,"outcome":"clicked"}""", 422, "invalid-value")]
    [InlineData("""{"offer":"\ud800","outcome":"clicked"}""", 422, "invalid-value")]
    [InlineData("""{"offer":"student-account","outcome":"clicked"}""", 422, "unknown-offer")]
    [InlineData("""{"offer":"mobile-wallet\u0000","outcome":"clicked"}""", 422, "unknown-offer")]
    [InlineData("""{"offer":["mobile-wallet"],"outcome":"clicked"}""", 400, "malformed-request")]
    [InlineData("", 400, "malformed-request")]
    public async Task Bad_feedback_is_refused_and_teaches_nothing(string body, int status, string code)
    {
        var id = await platform.NewCustomerWhoGave("personalised-offers");
        var (decision, before) = await Decide(id);

        (await platform.Customer(id).Post($"/v1/customers/{id}/recommendations/{decision}/feedback", body)).Problem(status, code);

        Assert.Equal(before, (await Decide(id)).Scores);
    }

    private Task<Answer> Feed(string id, string decision, string offer, string outcome) =>
        platform.Customer(id).Post($"/v1/customers/{id}/recommendations/{decision}/feedback", new { offer, outcome });

    private async Task<(string Decision, Dictionary<string, double> Scores)> Decide(string id)
    {
        var answer = (await platform.Customer(id).Get($"/v1/customers/{id}/recommendations?limit=50")).Ok();
        return (answer.Text("decisionId")!, answer.Items("items").ToDictionary(i => i.Text("offer")!, i => i.GetProperty("score").GetDouble()));
    }
}
