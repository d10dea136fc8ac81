namespace Tests.Api.Profile;

/// <summary>Bodies that are no profile: refused by the contract's problem, and nothing of them is kept.</summary>
[Collection(nameof(Platform))]
public sealed class BadProfileTests(Platform platform)
{
    public static TheoryData<string, int, string> Bodies => new()
    {
        { "", 400, "malformed-request" },
        { "null", 400, "malformed-request" },
        { "[]", 400, "malformed-request" },
        { "\"attributes\"", 400, "malformed-request" },
        { """{"attributes":[]}""", 400, "malformed-request" },
        { """{"attributes":{"city":"Ulm"}""", 400, "malformed-request" },
        { """{"attributes":{"city":"Ulm"}} {}""", 400, "malformed-request" },
        { """{"attributes":{"city":"Ulm","city":"Brno"}}""", 400, "malformed-request" },
        { """{"attributes":{"city":"Ulm"},"attributes":{}}""", 400, "malformed-request" },
        { """{"attributes":{"annualIncome":NaN}}""", 400, "malformed-request" },
        { """{"attributes":{"annualIncome":Infinity}}""", 400, "malformed-request" },
        { """{'attributes':{}}""", 400, "malformed-request" },
        { """{"attributes":{},}""", 400, "malformed-request" },
        { """{"attributes":{/* */}}""", 400, "malformed-request" },
        { """{"attributes":{"\ud800":"x"}}""", 400, "malformed-request" },
        { """{"attributes":{"city":1e400}}""", 422, "invalid-value" },
        { """{"attributes":{"annualIncome":1e400}}""", 422, "invalid-value" },
        { """{"attributes":{"annualIncome":-1}}""", 422, "invalid-value" },
        { """{"attributes":{"annualIncome":"42000"}}""", 422, "invalid-value" },
        { """{"attributes":{"annualIncome":true}}""", 422, "invalid-value" },
        { """{"attributes":{"householdSize":2.5}}""", 422, "invalid-value" },
        { """{"attributes":{"city":["Ulm"]}}""", 422, "invalid-value" },
        { """{"attributes":{"city":{"name":"Ulm"}}}""", 422, "invalid-value" },
        { """{"attributes":{"holdings":"mortgage"}}""", 422, "invalid-value" },
        { """{"attributes":{"holdings":[["mortgage"]]}}""", 422, "invalid-value" },
        { """{"attributes":{"holdings":[null]}}""", 422, "invalid-value" },
        { """{"attributes":{"birthDate":"2001-02-29"}}""", 422, "invalid-value" },
        { """{"attributes":{"birthDate":"0001-01-01"}}""", 422, "invalid-value" },
        { """{"attributes":{"birthDate":"9999-12-31"}}""", 422, "invalid-value" },
        { """{"attributes":{"birthDate":"1984-05-06T00:00:00Z"}}""", 422, "invalid-value" },
        { """{"attributes":{"city":"a\u0000b"}}""", 422, "invalid-value" },
        { """{"attributes":{"city":"a\nb"}}""", 422, "invalid-value" },
        { """{"attributes":{"city":"\u0085"}}""", 422, "invalid-value" },
        { """{"attributes":{"city":"\ud800"}}""", 422, "invalid-value" },
        { """{"attributes":{"city":"\udc00\ud800"}}""", 422, "invalid-value" },
        { """{"attributes":{"email":"no at sign"}}""", 422, "invalid-value" },
        { """{"attributes":{"country":"Germany"}}""", 422, "invalid-value" },
        { """{"attributes":{"shoeSize":41}}""", 422, "undeclared-attribute" },
        { """{"attributes":{"GivenName":"Jana"}}""", 422, "undeclared-attribute" },
        { """{"attributes":{"":"Jana"}}""", 422, "undeclared-attribute" },
        { """{"attributes":{"a/b~c":1}}""", 422, "undeclared-attribute" },
        { """{"attributes":{"shoeSize":null}}""", 422, "undeclared-attribute" },
        { """{"attributes":null}""", 400, "malformed-request" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_bad_body_creates_nobody_and_changes_nothing(string body, int status, string code)
    {
        var (nobody, id) = (Platform.NewId(), await platform.NewCustomer());

        (await platform.Frontend.Put($"/v1/customers/{nobody}", body)).Problem(status, code);
        (await platform.Frontend.Put($"/v1/customers/{id}", body)).Problem(status, code);
        (await platform.Frontend.Patch($"/v1/customers/{id}/profile", body)).Problem(status, code);

        (await platform.Frontend.Get($"/v1/customers/{nobody}/profile")).Problem(404, "customer-unknown");
        Assert.Equal("\"1\"", (await platform.Frontend.Get($"/v1/customers/{id}/profile")).Header("ETag"));
    }

    [Fact]
    public async Task Nesting_ends_at_32()
    {
        var id = await platform.NewCustomer();

        (await Put(29)).Problem(422, "invalid-value");
        (await Put(30)).Problem(422, "invalid-value");
        (await Put(31)).Problem(400, "malformed-request");
        (await Put(100_000)).Problem(400, "malformed-request");

        Task<Answer> Put(int depth) => platform.Frontend.Put(
            $"/v1/customers/{id}", "{\"attributes\":{\"city\":" + new string('[', depth) + new string(']', depth) + "}}");
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF_8_are_no_JSON()
    {
        var id = await platform.NewCustomer();

        (await platform.Frontend.Put($"/v1/customers/{id}", (byte[])[.. """{"attributes":{"city":"""u8, (byte)'"', 0xff, 0xfe, (byte)'"', .. "}}"u8])).Problem(400, "malformed-request");
        (await platform.Frontend.Put($"/v1/customers/{id}", (byte[])[0xed, 0xa0, 0x80])).Problem(400, "malformed-request");
    }

    [Theory]
    [InlineData("Zoë 𝕁 👩‍👩‍👧")]
    [InlineData("שלום العربية हिन्दी 中文")]
    [InlineData("e\u0301 \u200b \u202e \ufeff \ufffd \uffff")]
    [InlineData("<script>'\"&\\/ '; DROP TABLE")]
    public async Task Text_of_every_script_comes_back_as_it_was(string text)
    {
        var id = await platform.NewCustomer(new { givenName = text });

        Assert.Equal(text, (await platform.Frontend.Get($"/v1/customers/{id}/profile")).Ok().GetProperty("attributes").GetProperty("givenName").Text("value"));
    }

    [Fact]
    public async Task A_pointer_escapes_what_JSON_Pointer_escapes()
    {
        var answer = await platform.Frontend.Put($"/v1/customers/{Platform.NewId()}", """{"attributes":{"a/b~c":1}}""");

        Assert.Equal("/attributes/a~1b~0c", answer.Pointers);
    }

    [Fact]
    public async Task More_than_a_thousand_attributes_are_too_many()
    {
        var many = Enumerable.Range(0, 1001).ToDictionary(i => $"a{i}", i => i);

        (await platform.Frontend.Put($"/v1/customers/{Platform.NewId()}", new { attributes = many })).Problem(413, "too-large");
    }
}
