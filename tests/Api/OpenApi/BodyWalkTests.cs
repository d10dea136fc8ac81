namespace Tests.Api.OpenApi;

/// <summary>Every operation of the document that takes a body, with bodies made from its example.</summary>
[Collection(nameof(Platform))]
public sealed class BodyWalkTests(Platform platform)
{
    private const string Lines = "application/x-ndjson";

    private readonly Walker walker = new(platform);

    [Fact]
    public async Task The_examples_themselves_get_as_far_as_the_body()
    {
        foreach (var (operation, id) in await WithBodies())
        {
            var answer = await walker.Send(await walker.Best(operation, id), operation, operation.PathFor(id), operation.Example);
            Assert.True(answer.Status is < 400 or 404 or 409 or 422 && answer.Code != "customer-unknown", $"{operation}: {answer.Status} {answer.Text}");
        }
    }

    [Fact]
    public async Task No_member_of_a_body_brings_a_fault_of_the_server()
    {
        foreach (var (operation, id) in await WithBodies())
        {
            var (caller, path) = (await walker.Best(operation, id), operation.PathFor(id));
            foreach (var body in BodyFaults.ValuesOf(operation.Example!))
            {
                await walker.Send(caller, operation, path, body);
            }
        }

        Assert.True(walker.Judged > 300, $"{walker.Judged}");
    }

    [Fact]
    public async Task A_body_that_says_something_twice_or_is_none_is_never_accepted()
    {
        foreach (var (operation, id) in await WithBodies())
        {
            var (caller, path) = (await walker.Best(operation, id), operation.PathFor(id));
            foreach (var body in BodyFaults.Twice(operation.Example!).Concat(BodyFaults.Whole))
            {
                var answer = await walker.Send(caller, operation, path, body);
                Assert.True(operation.BodyType == Lines || answer.Status >= 400, $"{operation} {body}: {answer.Status} {answer.Text}");
            }
        }
    }

    [Fact]
    public async Task A_body_of_more_than_4_MiB_is_too_large_everywhere()
    {
        foreach (var (operation, id) in (await WithBodies()).Where(o => o.Operation.BodyType != Lines))
        {
            var answer = await walker.Send(await walker.Best(operation, id), operation, operation.PathFor(id), $"{{\"x\":\"{new string('x', 4 << 20)}\"}}");
            answer.Problem(413, "too-large");
        }
    }

    [Fact]
    public async Task Every_beginning_of_a_good_body_is_refused()
    {
        foreach (var (operation, id) in (await WithBodies()).Where(o => o.Operation.BodyType != Lines))
        {
            var (caller, path) = (await walker.Best(operation, id), operation.PathFor(id));
            for (var length = 0; length < operation.Example!.Length; length += 9)
            {
                (await walker.Send(caller, operation, path, operation.Example[..length])).Problem(400, "malformed-request");
            }
        }
    }

    [Fact]
    public async Task Another_content_type_is_refused_and_no_body_is_missing_one()
    {
        foreach (var (operation, id) in await WithBodies())
        {
            var (caller, path) = (await walker.Best(operation, id), operation.PathFor(id));
            foreach (var type in (string[])["text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/jsonx", "application/json+x"])
            {
                (await caller.Send(new HttpMethod(operation.Method), path, ApiClient.Body(operation.Example!, type))).Problem(415, "unsupported-media-type");
            }

            (await walker.Send(caller, operation, path, null)).Problem(415, "unsupported-media-type");
        }
    }

    private async Task<IReadOnlyList<(Operation Operation, string Id)>> WithBodies()
    {
        var id = await walker.Known();
        return [.. (await Operation.Of(platform)).Where(o => o.Example is not null).Select(o => (o, id))];
    }
}
