using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace Tests.Api.Access;

/// <summary>Requests that are wrong outside their JSON: paths, methods, headers, sizes.</summary>
[Collection(nameof(Platform))]
public sealed class BadRequestTests(Platform platform)
{
    [Theory]
    [InlineData("a%2Fb")]
    [InlineData("a%252Fb")]
    [InlineData("%20")]
    [InlineData("a%0Ab")]
    [InlineData("a%01b")]
    [InlineData("%F0%9F%92%A3")]
    [InlineData("%ED%A0%80")]
    [InlineData("%FF")]
    [InlineData("%")]
    [InlineData("%zz")]
    [InlineData("a'b")]
    [InlineData("a;b")]
    [InlineData("a,b")]
    [InlineData("a@b")]
    [InlineData("*")]
    [InlineData("?%3F", "v1/customers/%3F")]
    [InlineData("{id}")]
    public async Task An_id_that_is_none_is_unknown_to_everybody(string id, string? path = null)
    {
        path = "/" + (path ?? $"v1/customers/{id}") + "/profile";

        (await platform.Frontend.Get(path)).Problem(404, "customer-unknown");
        (await platform.Customer("c-1").Get(path)).Problem(404, "customer-unknown");
        (await platform.Frontend.Patch(path, new { attributes = new { } })).Problem(404, "customer-unknown");
    }

    [Fact]
    public async Task An_id_has_64_characters_at_most()
    {
        var (longest, longer) = (new string('x', 32) + Guid.NewGuid().ToString("N"), new string('x', 65));

        (await platform.Frontend.Put($"/v1/customers/{longest}", new { attributes = new { } })).Ok(201);
        (await platform.Frontend.Put($"/v1/customers/{longer}", new { attributes = new { } })).Problem(404, "customer-unknown");
        (await platform.Frontend.Put($"/v1/customers/{new string('x', 5000)}", new { attributes = new { } })).Problem(404, "customer-unknown");
    }

    [Theory]
    [InlineData("HEAD")]
    [InlineData("OPTIONS")]
    [InlineData("TRACE")]
    [InlineData("PUT")]
    [InlineData("BREW")]
    public async Task A_method_that_is_not_known_here_names_those_that_are(string method)
    {
        var answer = await platform.Frontend.Send(new HttpMethod(method), "/v1/customers/c-1/profile");

        Assert.Equal((405, "GET, PATCH"), (answer.Status, answer.Header("Allow")));
        if (method != "HEAD")
        {
            answer.Problem(405, "method-not-allowed");
        }

        Assert.Equal(401, (await platform.Anonymous.Send(new HttpMethod(method), "/v1/customers/c-1/profile")).Status);
    }

    [Theory]
    [InlineData("image/png", 406)]
    [InlineData("application/xml, text/*;q=0.5", 406)]
    [InlineData("application/json;q=0", 406)]
    [InlineData("*/*;q=0.1, application/json;q=0", 406)]
    [InlineData("nonsense", 406)]
    [InlineData("application/*", 200)]
    [InlineData("text/html, */*;q=0.1", 200)]
    [InlineData("APPLICATION/JSON; charset=utf-8", 200)]
    public async Task An_accept_header_is_met_or_refused(string accept, int status) =>
        Assert.Equal(status, (await platform.Officer.With("Accept", accept).Get("/v1/catalog/offers")).Status);

    [Fact]
    public async Task What_is_not_acceptable_is_not_done()
    {
        var id = Platform.NewId();

        (await platform.Frontend.With("Accept", "text/html").Put($"/v1/customers/{id}", new { attributes = new { } })).Problem(406, "not-acceptable");
        (await platform.Frontend.With("Accept", "application/json").Import(new { customer = new { id, attributes = new { } } })).Problem(406, "not-acceptable");

        (await platform.Frontend.Get($"/v1/customers/{id}/profile")).Problem(404, "customer-unknown");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/jsonp")]
    [InlineData("application")]
    [InlineData("multipart/form-data; boundary=x")]
    public async Task A_body_of_another_type_is_not_read(string? type)
    {
        var id = Platform.NewId();
        var body = new ByteArrayContent("""{"attributes":{}}"""u8.ToArray());
        if (type is not null)
        {
            body.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        (await platform.Frontend.Send(HttpMethod.Put, $"/v1/customers/{id}", body)).Problem(415, "unsupported-media-type");
        (await platform.Frontend.Get($"/v1/customers/{id}/profile")).Problem(404, "customer-unknown");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Two_hundred_megabytes_are_too_large_with_and_without_a_length(bool hasLength)
    {
        var id = await platform.NewCustomer();

        (await platform.Frontend.Put($"/v1/customers/{id}", new Spaces(200 << 20, hasLength))).Problem(413, "too-large");
        (await platform.Auditor.Put($"/v1/customers/{id}", new Spaces(200 << 20, hasLength))).Problem(403, "role-not-allowed");
        (await platform.Anonymous.Put($"/v1/customers/{id}", new Spaces(200 << 20, hasLength))).Problem(401, "token-missing");

        (await platform.Frontend.Get($"/v1/customers/{id}/profile")).Ok();
    }

    [Fact]
    public async Task Four_mebibytes_are_read_and_a_byte_more_is_not()
    {
        var id = await platform.NewCustomer();

        (await platform.Frontend.Put($"/v1/customers/{id}", new Spaces(4 << 20, true))).Ok();
        (await platform.Frontend.Put($"/v1/customers/{id}", new Spaces((4 << 20) + 1, false))).Problem(413, "too-large");
    }

    [Theory]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Basic ZnJvbnRlbmQ6ZGVtbw==")]
    [InlineData("bearer x")]
    [InlineData("Bearer a.b.c.d")]
    [InlineData("Bearer eyJhbGciOiJub25lIn0.e30.")]
    public async Task A_header_that_holds_no_good_token_opens_nothing(string authorization)
    {
        var answer = await platform.Anonymous.With("Authorization", authorization).Get("/v1/catalog/offers");

        Assert.Equal(401, answer.Status);
        Assert.Contains(answer.WholeProblem().Text("code"), (string[])["token-missing", "token-invalid"]);
        Assert.StartsWith("Bearer", answer.Header("WWW-Authenticate"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_platforms_token_is_foreign()
    {
        using var foreign = new TestIssuer(platform.Process.Http.BaseAddress!.ToString());

        (await platform.Anonymous.With("Authorization", $"Bearer {foreign.Token("operator")}").Get("/v1/catalog/offers")).Problem(401, "token-invalid");
    }

    [Theory]
    [InlineData("GET /v1/catalog/offers HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {0}\r\nAuthorization: Bearer {0}\r\n", "token-invalid")]
    [InlineData("PUT /v1/customers/x-1 HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {0}\r\nProcessing-Purpose: servicing\r\nProcessing-Purpose: servicing\r\nContent-Length: 0\r\n", "purpose-not-allowed")]
    [InlineData("PUT /v1/customers/x-1 HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {0}\r\nProcessing-Purpose: servicing\r\nContent-Type: application/json\r\nContent-Type: application/json\r\nContent-Length: 0\r\n", "unsupported-media-type")]
    [InlineData("PUT /v1/customers/x-1 HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {0}\r\nProcessing-Purpose: servicing\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "malformed-request")]
    [InlineData("GET /v1/catalog/offers HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {0}\r\nAccept: a/b\r\nAccept: c/d\r\n", "not-acceptable")]
    public async Task Headers_sent_twice_and_broken_frames_get_their_problem(string request, string code)
    {
        var answer = await Raw(request.Replace("{0}", platform.Frontend.Token, StringComparison.Ordinal));

        Assert.Contains("application/problem+json", answer, StringComparison.Ordinal);
        Assert.Contains($"\"code\":\"{code}\"", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET /v1/customers/a%00b/profile HTTP/1.1\r\nHost: a\r\n")]
    [InlineData("GET /v1/customers/a\0b/profile HTTP/1.1\r\nHost: a\r\n")]
    [InlineData("GET /v1/catalog/offers HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n")]
    [InlineData("GET /v1/catalog/offers HTTP/1.1\r\nHost: a\r\nHost: b\r\n")]
    [InlineData("GARBAGE\r\n")]
    public async Task What_is_no_HTTP_is_a_bad_request_before_anything_looks_at_it(string request) =>
        Assert.StartsWith("HTTP/1.1 400", await Raw(request), StringComparison.Ordinal);

    private async Task<string> Raw(string request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync("127.0.0.1", platform.Process.Port);
        await socket.GetStream().WriteAsync(Encoding.Latin1.GetBytes(request.Contains("\r\n\r\n", StringComparison.Ordinal) ? request : request + "Connection: close\r\n\r\n"));
        using var reader = new StreamReader(socket.GetStream());
        var text = new StringBuilder();
        while (!text.ToString().Contains("\r\n0\r\n", StringComparison.Ordinal) && await reader.ReadLineAsync() is { } line)
        {
            text.Append(line).Append("\r\n");
        }

        return text.ToString();
    }

    /// <summary>An empty profile behind so many bytes of nothing, written as it goes.</summary>
    private sealed class Spaces : HttpContent
    {
        private static readonly byte[] Block = [.. Enumerable.Repeat((byte)' ', 1 << 16)];
        private static readonly byte[] Profile = [.. """{"attributes":{}}"""u8];
        private readonly long length;
        private readonly bool hasLength;

        public Spaces(long length, bool hasLength)
        {
            (this.length, this.hasLength) = (length, hasLength);
            Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            await stream.WriteAsync(Profile);
            for (var left = length - Profile.Length; left > 0; left -= Block.Length)
            {
                await stream.WriteAsync(Block.AsMemory(0, (int)Math.Min(left, Block.Length)));
            }
        }

        protected override bool TryComputeLength(out long computed)
        {
            computed = length;
            return hasLength;
        }
    }
}
