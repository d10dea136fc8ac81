using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using System.Threading.Channels;
using ApiHost.Access;
using Grains.Interfaces.Access;

namespace ApiHost.Activity;

/// <summary>An import's answer, one JSON object a line. Writing it never holds the import up: a client may send its whole file before it reads.</summary>
internal sealed class ImportAnswer
{
    private readonly Channel<Action<Utf8JsonWriter>> lines = Channel.CreateUnbounded<Action<Utf8JsonWriter>>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>Adds a progress line.</summary>
    /// <param name="counts">The counts so far.</param>
    public void Progress(ImportCounts counts) => Add("progress", json =>
    {
        json.WriteNumber("line", counts.Line);
        json.WriteNumber("customers", counts.Customers);
        json.WriteNumber("transactions", counts.Transactions);
    });

    /// <summary>Adds an error line.</summary>
    /// <param name="line">The bad line's number.</param>
    /// <param name="refusal">What is wrong with it.</param>
    public void Error(long line, Refusal refusal) => Add("error", json =>
    {
        json.WriteNumber("line", line);
        json.WriteString("code", refusal.Code.Name());
        json.WriteString("detail", refusal.Detail);
        if (!refusal.Errors.IsDefaultOrEmpty)
        {
            json.WriteStartArray("errors");
            foreach (var fault in refusal.Errors)
            {
                json.WriteStartObject();
                json.WriteString("pointer", fault.Pointer);
                json.WriteString("reason", fault.Reason);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }
    });

    /// <summary>Adds the last line.</summary>
    /// <param name="counts">The final counts.</param>
    public void Summary(ImportCounts counts)
    {
        Add("summary", json =>
        {
            json.WriteNumber("customers", counts.Customers);
            json.WriteNumber("transactions", counts.Transactions);
            json.WriteNumber("duplicates", counts.Duplicates);
            json.WriteNumber("rejected", counts.Rejected);
            json.WriteNumber("consents", counts.Consents);
            json.WriteNumber("errors", counts.Errors);
            if (!counts.Rejections.IsEmpty)
            {
                json.WriteStartArray("rejections");
                foreach (var rejection in counts.Rejections)
                {
                    json.WriteStartObject();
                    json.WriteString("id", rejection.Id);
                    json.WriteString("reason", rejection.Reason);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }
        });
        End();
    }

    /// <summary>Says that no line follows.</summary>
    public void End() => lines.Writer.TryComplete();

    /// <summary>Writes the lines as they come.</summary>
    /// <param name="output">The response.</param>
    /// <param name="cancellationToken">The client went away.</param>
    /// <returns>When the last line is written.</returns>
    public async Task WriteTo(PipeWriter output, CancellationToken cancellationToken)
    {
        using var json = new Utf8JsonWriter(output);
        while (await lines.Reader.WaitToReadAsync(cancellationToken))
        {
            while (lines.Reader.TryRead(out var line))
            {
                Write(line, json, output);
            }

            await output.FlushAsync(cancellationToken);
        }
    }

    private static void Write(Action<Utf8JsonWriter> line, Utf8JsonWriter json, PipeWriter output)
    {
        line(json);
        json.Flush();
        json.Reset();
        output.Write("\n"u8);
    }

    private void Add(string name, Action<Utf8JsonWriter> members) => lines.Writer.TryWrite(json =>
    {
        json.WriteStartObject();
        json.WriteStartObject(name);
        members(json);
        json.WriteEndObject();
        json.WriteEndObject();
    });
}
