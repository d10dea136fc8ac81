namespace Tests.Api.OpenApi;

/// <summary>Every operation of the document with paths, queries and headers that nobody would write by hand.</summary>
[Collection(nameof(Platform))]
public sealed class InputWalkTests(Platform platform)
{
    // Not %00, which ends in the server itself before any of our code.
    private static readonly string[] Texts =
    [
        "x", "0", "-1", "99999999999999999999", "1e9", "NaN", "null", "true", "%F0%9F%92%A3", "%ED%A0%80", "%C0%AF", "%FF", "%2F", "%2e%2e%2f", "%0d%0aX:1", "%01", "%7F", "%C2%85", "{}", "[]", "''",
        "%E2%80%AE", "e%CC%81", new string('y', 300), new string('z', 4000), "%25", "%", "+", "a%20b", "2026-01-01", "2026-01-01T00:00:00Z", "9999-12-31", "0001-01-01T00:00:00Z",
    ];

    private static readonly string[] Headers =
    [
        "Processing-Purpose", "Case-Reference", "Break-Glass", "Sec-GPC", "Idempotency-Key", "If-Match", "If-None-Match", "Accept", "Accept-Language", "Range", "Prefer", "traceparent", "tracestate", "baggage",
    ];

    private readonly Walker walker = new(platform);

    [Fact]
    public async Task No_path_brings_a_fault_of_the_server()
    {
        var id = await walker.Known();
        foreach (var operation in await Operation.Of(platform))
        {
            var caller = await walker.Best(operation, id);
            await walker.All(Texts.SelectMany(text => (string[])[operation.PathFor(id, text), operation.PathFor(text, text)]).Distinct()
                .Select(path => new Probe(caller, operation, path, operation.Example)));
        }
    }

    [Fact]
    public async Task No_query_brings_a_fault_of_the_server()
    {
        var id = await walker.Known();
        foreach (var operation in await Operation.Of(platform))
        {
            var (caller, path) = (await walker.Best(operation, id), operation.PathFor(id));
            await walker.All(operation.Parameters("query")
                .SelectMany(name => Texts.Select(text => $"{name}={text}").Concat([$"{name}=%00", $"{name}=1&{name}=2", name, $"{name.ToUpperInvariant()}=x&{name}[]=x&other=x"]))
                .Select(query => new Probe(caller, operation, $"{path}?{query}", operation.Example)));
        }
    }

    [Fact]
    public async Task No_header_brings_a_fault_of_the_server()
    {
        var id = await walker.Known();
        string[] values = ["", "x", "%00", "1, 1", "\"", "*", "a\tb", "W/\"1\"", new string('z', 4000)];
        foreach (var operation in await Operation.Of(platform))
        {
            var (caller, path) = (await walker.Best(operation, id), operation.PathFor(id));
            await walker.All(Headers.SelectMany(name => values.Select(value => new Probe(caller.Instead(name, value), operation, path, operation.Example))));
        }
    }

    [Fact]
    public async Task No_method_but_those_of_the_document_does_anything()
    {
        var id = await walker.Known();
        var operations = await Operation.Of(platform);
        foreach (var paths in operations.GroupBy(o => o.Path))
        {
            foreach (var method in ((string[])["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"]).Except(paths.Select(o => o.Method)))
            {
                var other = paths.First() with { Method = method };
                if (!operations.Any(o => o.Method == method && o.IsAlsoAt(other.PathFor(id))))
                {
                    (await other.Send(platform.Frontend, other.PathFor(id), null)).Problem(405, "method-not-allowed");
                }
            }
        }
    }
}
