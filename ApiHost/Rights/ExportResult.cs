using System.IO.Compression;
using System.Text;
using System.Text.Json;
using ApiHost.Access;
using Grains.Interfaces.Rights;

namespace ApiHost.Rights;

/// <summary>Answers an export in the form that was asked for. Nothing between here and the customer may keep it.</summary>
internal sealed class ExportResult(CustomerExport export, string type) : IResult
{
    /// <summary>A page for people.</summary>
    public const string Page = "text/html";

    /// <summary>The page, the JSON and its schema in one file.</summary>
    public const string Archive = "application/zip";

    /// <summary>What there is, the default first.</summary>
    public static readonly string[] Offered = [RequestBody.Json, Page, Archive];

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.Headers.CacheControl = "no-store";
        response.Headers.Vary = "Accept";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        if (type == Page)
        {
            response.Headers.ContentSecurityPolicy = $"{ExportPage.ContentPolicy}; frame-ancestors 'none'";
        }
        else
        {
            response.Headers.ContentDisposition = $"attachment; filename=\"customer-export.{(type == Archive ? "zip" : "json")}\"";
        }

        var body = Body();
        response.ContentType = type == Page ? "text/html; charset=utf-8" : type;
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }

    /// <summary>The answer's bytes.</summary>
    /// <returns>JSON, the page or the archive.</returns>
    public byte[] Body() => type switch
    {
        Page => Encoding.UTF8.GetBytes(ExportPage.Render(export)),
        Archive => Pack(),
        _ => Json(),
    };

    private byte[] Json() => JsonSerializer.SerializeToUtf8Bytes(export, ApiJson.Default.CustomerExport);

    private byte[] Pack()
    {
        var buffer = new MemoryStream();
        using (var archive = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(archive, "customer-export.html", Encoding.UTF8.GetBytes(ExportPage.Render(export)));
            Add(archive, "customer-export.json", Json());
            Add(archive, "export-schema.json", ExportSchema.Utf8);
        }

        return buffer.ToArray();
    }

    private void Add(ZipArchive archive, string name, byte[] content)
    {
        var entry = archive.CreateEntry(name);
        entry.LastWriteTime = export.CreatedAt;
        using var stream = entry.Open();
        stream.Write(content);
    }
}
