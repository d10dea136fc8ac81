using System.Text;

namespace Tests.Api.OpenApi;

/// <summary>A walk over every operation of the document with everything that can be wrong: never a 5xx, and every no is a whole problem.</summary>
[Collection(nameof(Platform))]
public sealed class WalkTests(Platform platform)
{
    private static readonly string[] Texts =
    [
        "x", "0", "-1", "99999999999999999999", "NaN", "null", "true", "%F0%9F%92%A3", "%ED%A0%80", "%C0%AF", "%2F", "%2e%2e%2f", "%0d%0aX:1", "%01", "%7F", "{}", "[]", "''",
        "%E2%80%AE", "e%CC%81", new string('y', 300), "%25", "%", "+", "a%20b",
    ];

    private static readonly string[] Bodies =
    [
        "", " ", "null", "true", "0", "-0", "1e400", "\"x\"", "[]", "{}", "[[]]", "{\"\":\"\"}", "{", "}", "{]", "\u0000", "\uFEFF{}", "{\"a\":1,\"a\":2}", "{\"a\":NaN}", "{\"\\ud800\":1}",
        "{\"attributes\":{\"\\ud800\":1}}", "{\"transactions\":[null]}", "{\"transactions\":null}", "{\"state\":{}}", "{\"state\":null,\"categories\":null}", "{\"offer\":null,\"outcome\":null}",
        "{\"category\":\"\\u0000\"}", "{\"customer\":null}", new string('[', 5000), "{\"x\":" + new string('[', 40) + new string(']', 40) + "}",
    ];

    [Fact]
    public async Task No_operation_answers_anything_without_a_token()
    {
        await Walk((operation, id) => Send(platform.Anonymous, operation, id, operation.Example), answer => answer.Problem(401, "token-missing"));
    }

    [Fact]
    public async Task No_role_gets_a_fault_of_the_server()
    {
        foreach (var caller in (ApiClient[])[platform.Frontend, platform.Frontend.For(null), platform.Advisor, platform.Officer, platform.Auditor, platform.Operator])
        {
            await Walk((operation, id) => Send(caller, operation, id, operation.Example), Decent);
        }
    }

    [Fact]
    public async Task No_path_and_no_query_brings_a_fault_of_the_server()
    {
        foreach (var text in Texts)
        {
            await Walk((operation, id) => Send(Best(operation, id), operation, id, operation.Example, text), Decent);
        }
    }

    [Fact]
    public async Task No_header_brings_a_fault_of_the_server()
    {
        foreach (var value in (string[])["", "x", "%00", "1, 1", "\"", "*", new string('z', 4000)])
        {
            foreach (var name in (string[])["Processing-Purpose", "Case-Reference", "Break-Glass", "Sec-GPC", "Idempotency-Key", "If-Match", "Accept", "Accept-Language", "Prefer", "traceparent", "baggage"])
            {
                await Walk((operation, id) => Send(Best(operation, id).With(name, value), operation, id, operation.Example), Decent, every: 4);
            }
        }
    }

    [Fact]
    public async Task No_body_brings_a_fault_of_the_server_or_creates_anybody()
    {
        foreach (var body in Bodies)
        {
            await Walk(
                async (operation, id) => operation.Example is null ? null : await Send(Best(operation, id), operation, id, body),
                answer =>
                {
                    Decent(answer);
                    Assert.NotEqual(201, answer.Status);
                });
        }
    }

    [Fact]
    public async Task Every_prefix_of_a_good_body_is_refused_or_read_but_never_a_fault_of_the_server()
    {
        foreach (var operation in (await Operation.Of(platform)).Where(o => o.Example is not null && o.BodyType != "application/x-ndjson"))
        {
            var id = await Known();
            for (var length = operation.NeedsBody ? 0 : 9; length < operation.Example!.Length; length += 9)
            {
                (await Send(Best(operation, id), operation, id, operation.Example[..length], "advice"))!.Problem(400, "malformed-request");
            }
        }
    }

    private Task<string> Known() => platform.NewCustomerWhoGave("personalised-offers");

    private async Task Walk(Func<Operation, string, Task<Answer?>> send, Action<Answer> judge, int every = 1)
    {
        var id = await Known();
        var operations = await Operation.Of(platform);
        for (var i = 0; i < operations.Count; i += every)
        {
            if (await send(operations[i], id) is { } answer)
            {
                judge(answer);
            }
        }
    }

    /// <summary>The caller who gets furthest.</summary>
    private ApiClient Best(Operation operation, string id) => operation.Path switch
    {
        "/v1/import" or "/v1/customers/{id}" => platform.Frontend,
        "/v1/customers/{id}/transactions" when operation.Method == "POST" => platform.Frontend,
        "/v1/customers/{id}/transactions/{transactionId}" when operation.Method == "DELETE" => platform.Frontend,
        _ => platform.Customer(id),
    };

    private static void Decent(Answer answer)
    {
        Assert.True(answer.Status < 500, $"{answer.Status} {answer.Text}");
        if (answer.Status >= 400)
        {
            answer.WholeProblem();
        }
    }

    /// <summary>Fills the path's other parameters and all query parameters with a text.</summary>
    private static async Task<Answer?> Send(ApiClient caller, Operation operation, string id, string? body, string text = "x")
    {
        var path = new StringBuilder(operation.Path.Replace("{id}", id, StringComparison.Ordinal));
        foreach (var name in operation.Parameters("path"))
        {
            path.Replace($"{{{name}}}", text);
        }

        path.Append(string.Concat(operation.Parameters("query").Select((name, i) => $"{(i == 0 ? '?' : '&')}{name}={text}")));
        return await caller.Send(new HttpMethod(operation.Method), path.ToString(), body is null ? null : ApiClient.Body(body, operation.BodyType!));
    }
}
