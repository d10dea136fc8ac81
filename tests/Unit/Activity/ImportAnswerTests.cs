using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using ApiHost.Activity;
using Grains.Interfaces.Access;

namespace Tests.Unit.Activity;

public sealed class ImportAnswerTests
{
    [Fact]
    public async Task The_answer_is_progress_and_errors_and_last_the_summary()
    {
        var answer = new ImportAnswer();
        answer.Progress(new ImportCounts { Line = 3, Customers = 1, Transactions = 2, Rejections = [] });
        answer.Error(4, new Refusal(ProblemCode.CustomerUnknown, "There is no such customer."));
        answer.Error(5, Refusal.Invalid("/customer/id", "required"));
        answer.Summary(new ImportCounts { Customers = 1, Transactions = 2, Duplicates = 3, Rejected = 4, Consents = 5, Errors = 6, Rejections = [new("t", "too-old")] });
        answer.Progress(default);

        Assert.Equal(
            """
            {"progress":{"line":3,"customers":1,"transactions":2}}
            {"error":{"line":4,"code":"customer-unknown","detail":"There is no such customer."}}
            {"error":{"line":5,"code":"invalid-value","detail":"Correct the members named in errors and send the request again.","errors":[{"pointer":"/customer/id","reason":"required"}]}}
            {"summary":{"customers":1,"transactions":2,"duplicates":3,"rejected":4,"consents":5,"errors":6,"rejections":[{"id":"t","reason":"too-old"}]}}

            """,
            await Written(answer));
    }

    [Fact]
    public async Task A_client_that_does_not_read_holds_nobody_up()
    {
        var answer = new ImportAnswer();
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 100, resumeWriterThreshold: 50));
        var writing = answer.WriteTo(pipe.Writer, CancellationToken.None);
        for (var line = 1; line <= 10_000; line++)
        {
            answer.Error(line, new Refusal(ProblemCode.MalformedRequest, "No."));
        }

        answer.Summary(new ImportCounts { Rejections = [] });
        Assert.False(writing.IsCompleted);
        var lines = 0L;
        while (await pipe.Reader.ReadAsync() is { } read && !(read.IsCompleted && read.Buffer.IsEmpty))
        {
            foreach (var segment in read.Buffer)
            {
                lines += segment.Span.Count((byte)'\n');
            }

            pipe.Reader.AdvanceTo(read.Buffer.End);
            if (lines == 10_001)
            {
                break;
            }
        }

        await writing;
        Assert.Equal(10_001, lines);
    }

    private static async Task<string> Written(ImportAnswer answer)
    {
        var pipe = new Pipe();
        await answer.WriteTo(pipe.Writer, CancellationToken.None);
        await pipe.Writer.CompleteAsync();
        return Encoding.UTF8.GetString((await pipe.Reader.ReadAtLeastAsync(1)).Buffer.ToArray());
    }
}
