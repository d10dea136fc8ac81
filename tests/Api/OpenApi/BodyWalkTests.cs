namespace Tests.Api.OpenApi;

/// <summary>Every operation of the document that takes a body, with bodies made from its example. Where the example itself meets nothing to
/// act on, because no more than an id was made up for it, the same answer will do instead of the body's own fault.</summary>
[Collection(nameof(Platform))]
public sealed class BodyWalkTests(Platform platform)
{
    private const string Lines = "application/x-ndjson";

    private readonly Walker walker = new(platform);

    [Fact]
    public async Task The_examples_themselves_get_as_far_as_the_body()
    {
        foreach (var (example, answer) in await Examples())
        {
            Assert.True(answer.Status is < 400 or 404 or 409 or 422 && !(example.Operation.IsCustomers && answer.Code == "customer-unknown"), $"{example}: {answer.Status} {answer.Text}");
        }
    }

    [Fact]
    public async Task No_member_of_a_body_brings_a_fault_of_the_server()
    {
        foreach (var (example, _) in await Examples())
        {
            await walker.All(BodyFaults.ValuesOf(example.Body!).Select(body => example with { Body = body }));
        }

        Assert.True(walker.Judged > 300, $"{walker.Judged}");
    }

    [Fact]
    public async Task A_body_that_says_something_twice_or_is_none_is_never_accepted()
    {
        foreach (var (example, _) in (await Examples()).Where(e => e.Example.Operation.BodyType != Lines))
        {
            await walker.All(
                BodyFaults.Twice(example.Body!).Concat(BodyFaults.Whole).Where(body => body.Length > 0 || example.Operation.NeedsBody).Select(body => example with { Body = body }),
                (probe, answer) => Assert.True(answer.Status >= 400, $"{probe}: {answer.Status} {answer.Text}"));
        }
    }

    [Fact]
    public async Task A_body_of_more_than_4_MiB_is_too_large_everywhere()
    {
        foreach (var (example, met) in (await Examples()).Where(e => e.Example.Operation.BodyType != Lines))
        {
            await Refused([example with { Body = $"{{\"x\":\"{new string('x', 4 << 20)}\"}}" }], "too-large", met);
        }
    }

    [Fact]
    public async Task Every_beginning_of_a_good_body_is_refused()
    {
        foreach (var (example, met) in (await Examples()).Where(e => e.Example.Operation.BodyType != Lines))
        {
            var lengths = Enumerable.Range(0, example.Body!.Length).Where(length => length % 9 == (example.Operation.NeedsBody ? 0 : 1));
            await Refused(lengths.Select(length => example with { Body = example.Body[..length] }), "malformed-request", met);
        }
    }

    [Fact]
    public async Task Another_content_type_is_refused_and_so_is_a_missing_body()
    {
        foreach (var (example, met) in await Examples())
        {
            foreach (var type in (string[])["text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/jsonx", "application/json+x"])
            {
                var answer = await example.Caller.Send(new HttpMethod(example.Operation.Method), example.Target, ApiClient.Body(example.Body!, type));
                Assert.True(answer.Code == "unsupported-media-type" || IsSameMiss(answer, met), $"{example} as {type}: {answer.Status} {answer.Text}");
            }

            await Refused(example.Operation.NeedsBody ? [example with { Body = null }] : [], "unsupported-media-type", met);
        }
    }

    private static bool IsSameMiss(Answer answer, Answer met) => met.Status == 404 && answer.Code == met.Code;

    private Task Refused(IEnumerable<Probe> probes, string code, Answer met) =>
        walker.All(probes, (probe, answer) => Assert.True(answer.Code == code || IsSameMiss(answer, met), $"{probe}: {code} was expected, {answer.Status} {answer.Text} came"));

    /// <summary>Every example of a body by the caller who gets furthest, and what it is answered.</summary>
    private async Task<IReadOnlyList<(Probe Example, Answer Answer)>> Examples()
    {
        var examples = new List<(Probe, Answer)>();
        foreach (var operation in (await Operation.Of(platform)).Where(o => o.Example is not null))
        {
            var id = await walker.Known();
            var probe = new Probe(await walker.Best(operation, id), operation, operation.PathFor(id), operation.Example);
            examples.Add((probe, await operation.Send(probe.Caller, probe.Target, probe.Body)));
        }

        return examples;
    }
}
