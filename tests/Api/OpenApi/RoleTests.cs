namespace Tests.Api.OpenApi;

/// <summary>Which roles each operation of the document lets through, against the contract's table. No route judges a role itself, so that whoever
/// hears <c>role-not-allowed</c> has met the policy of a grain's method.</summary>
[Collection(nameof(Platform))]
public sealed class RoleTests(Platform platform)
{
    public static TheoryData<string> Roles => ["customer", "frontend", "advisor", "officer", "auditor", "operator"];

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task A_role_is_turned_away_exactly_where_the_contract_does_not_name_it(string role)
    {
        var (allowed, refused) = (0, 0);
        foreach (var operation in await Operation.Of(platform))
        {
            var id = await platform.NewCustomer();
            Assert.True(Contract.Roles.TryGetValue(operation.Shape, out var roles), $"{operation} is not in the contract");

            var answer = await operation.Send(platform.Caller(role, id), operation.PathFor(id), operation.Example);

            Assert.True(roles.Contains(role) == (answer.Code != "role-not-allowed"), $"{operation} by {role}: {answer.Status} {answer.Text}");
            (allowed, refused) = roles.Contains(role) ? (allowed + 1, refused) : (allowed, refused + 1);
        }

        Assert.True(allowed > 0 && refused > 0, $"{allowed} {refused}");
    }
}
