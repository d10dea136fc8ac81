using Tests.Api.OpenApi;

namespace Tests.Api.Access;

/// <summary>An id that is somebody else's cannot be told from one that nobody has, nor from one that nobody can have.</summary>
[Collection(nameof(Platform))]
public sealed class UnknownCustomerTests(Platform platform)
{
    private static readonly string[] IllFormed = ["a%20b", "%C3%A9", "a%2Fb", "%25", "%24", new string('c', 65), new string('c', 2000), "a%0Ab", "*", "a,b"];

    [Theory]
    [InlineData("as the example says")]
    [InlineData("without a body")]
    [InlineData("with a body that is none")]
    [InlineData("with a query that is none")]
    public async Task A_customer_hears_the_same_of_every_id_that_is_not_their_own(string how)
    {
        var (id, other) = (await platform.NewCustomer(), await platform.NewCustomerWhoGave("personalised-offers"));
        var customer = platform.Customer(id);
        var refused = 0;
        foreach (var operation in (await Operation.Of(platform)).Where(o => o.IsCustomers))
        {
            var answers = new List<Answer>();
            foreach (var asked in (string[])[other, Platform.NewId(), "c-0", .. IllFormed])
            {
                var path = operation.PathFor(asked) + (how == "with a query that is none" ? "?limit=x&at=x&from=x" : string.Empty);
                var body = operation.Example is null || how == "without a body" ? null : how == "with a body that is none" ? "{" : operation.Example;
                answers.Add(await operation.Send(customer, path, body));
            }

            Assert.True(answers.Select(a => a.Told).Distinct().Count() == 1, $"{operation}: {string.Join("\n\n", answers.Select(a => a.Told).Distinct())}");
            answers[0].Problem(answers[0].Status, Contract.Roles[operation.Shape].Contains("customer") ? "customer-unknown" : "role-not-allowed");
            refused += answers[0].Status == 404 ? 1 : 0;
        }

        Assert.True(refused > 0);
    }

    [Theory]
    [InlineData("frontend")]
    [InlineData("advisor")]
    [InlineData("officer")]
    public async Task Nobody_hears_a_difference_between_an_id_that_nobody_has_and_one_that_nobody_can_have(string role)
    {
        foreach (var operation in (await Operation.Of(platform)).Where(o => o.IsCustomers && o.Shape != "PUT /v1/customers/{}"))
        {
            var answers = new List<string>();
            foreach (var asked in (string[])[Platform.NewId(), .. IllFormed])
            {
                answers.Add((await operation.Send(platform.Caller(role, asked), operation.PathFor(asked), operation.Example)).Told);
            }

            Assert.True(answers.Distinct().Count() == 1, $"{operation}: {string.Join("\n\n", answers.Distinct())}");
        }
    }

    [Fact]
    public async Task Two_answers_that_do_differ_are_told_apart()
    {
        var (id, other) = (await platform.NewCustomer(), await platform.NewCustomer());
        var customer = platform.Customer(id);

        var (first, second) = (await customer.Get($"/v1/customers/{other}/profile"), await customer.Get($"/v1/customers/{other}/consents"));
        Assert.Equal(first.Told, second.Told);
        Assert.NotEqual(first.Text, second.Text); // the trace's id
        Assert.NotEqual(first.Told, (await customer.Get($"/v1/customers/{other}/transactions/x")).Told);
    }
}
