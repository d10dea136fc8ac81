using System.Collections.Immutable;
using Grains.Rights;

namespace Tests.Unit.Rights;

/// <summary>Which requests open an export, and for how long.</summary>
public sealed class ExportGateTests
{
    private static readonly DateTimeOffset Now = Exports.Now;
    private static readonly RightsRules Rules = Exports.Catalogue.Rights;

    [Theory]
    [InlineData("access", true)]
    [InlineData("portability", true)]
    [InlineData("rectification", false)]
    [InlineData("restriction", false)]
    [InlineData("objection", false)]
    public void Only_access_and_portability_open_one(string right, bool opens) =>
        Assert.Equal(opens, Grant(Case(right).Close(RightsStatus.Fulfilled, null, Now)) is not null);

    [Fact]
    public void It_is_open_for_30_days_from_its_fulfilment()
    {
        var asked = Case("access").Close(RightsStatus.Fulfilled, null, Now);
        Assert.Equal(Now.AddDays(30), Grant(asked, Now.AddDays(30).AddTicks(-1))!.ExpiresAt);
        Assert.Null(Grant(asked, Now.AddDays(30)));
    }

    [Fact]
    public void What_is_open_denied_or_an_earlier_customers_opens_nothing()
    {
        Assert.Null(Grant(Case("access")));
        Assert.Null(Grant(Case("access").Close(RightsStatus.Denied, "excessive", Now)));
        Assert.Null(Grant(Case("access").Close(RightsStatus.Fulfilled, null, Now) with { IsFormer = true }));
    }

    [Theory]
    [InlineData("")]
    [InlineData("first")]
    [InlineData("{0}")]
    [InlineData("41287a80-f49f-4579-85c5-16d92a74d220")]
    public void An_id_that_names_no_request_opens_nothing(string id) =>
        Assert.Null(ExportGate.Grant([Case("access").Close(RightsStatus.Fulfilled, null, Now)], id, Rules, Now));

    [Fact]
    public void Requests_of_an_earlier_customer_do_not_come_along()
    {
        var asked = Case("access").Close(RightsStatus.Fulfilled, null, Now);
        var grant = ExportGate.Grant([Case("access") with { IsFormer = true }, Case("objection"), asked], asked.Id.ToString(), Rules, Now)!;
        Assert.Equal(["access", "objection"], grant.Requests.Select(r => r.Request.Right));
    }

    private static Grains.Interfaces.Rights.ExportGrant? Grant(RightsCase known, DateTimeOffset? now = null) => ExportGate.Grant([known], known.Id.ToString(), Rules, now ?? Now);

    private static RightsCase Case(string right) => new() { Id = Guid.NewGuid(), Right = right, Regime = "gdpr", ReceivedAt = Now.AddDays(-1), DueAt = Now.AddDays(30) };
}
