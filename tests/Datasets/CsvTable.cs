using System.IO.Compression;

namespace Tests.Datasets;

/// <summary>A gzipped CSV file with a header, read row by row. A quoted field may hold commas, but no line break.</summary>
public sealed class CsvTable
{
    private readonly string file;
    private readonly Dictionary<string, int> columns;

    /// <summary>Opens a file.</summary>
    /// <param name="file">Its path.</param>
    public CsvTable(string file)
    {
        this.file = file;
        columns = File().First().Split(',').Select(static (name, place) => (name, place)).ToDictionary(static c => c.name, static c => c.place);
    }

    /// <summary>The rows in file order.</summary>
    public IEnumerable<Row> Rows => File().Skip(1).Select(line => new Row(columns, Split(line)));

    private static string[] Split(string line)
    {
        if (!line.Contains('"', StringComparison.Ordinal))
        {
            return line.Split(',');
        }

        // Every second part between quotes is inside them; a doubled quote leaves an empty part and is put back.
        var fields = new List<string> { string.Empty };
        var parts = line.Split('"');
        for (var i = 0; i < parts.Length; i++)
        {
            var pieces = i % 2 == 1 ? [parts[i]] : parts[i].Split(',');
            var quote = i % 2 == 0 && i > 0 && i < parts.Length - 1 && parts[i].Length == 0 ? "\"" : string.Empty;
            fields[^1] += quote + pieces[0];
            fields.AddRange(pieces[1..]);
        }

        return [.. fields];
    }

    private IEnumerable<string> File()
    {
        using var reader = new StreamReader(new GZipStream(System.IO.File.OpenRead(file), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    /// <summary>A row.</summary>
    /// <param name="columns">Places by column name.</param>
    /// <param name="fields">The fields.</param>
    public readonly struct Row(Dictionary<string, int> columns, string[] fields)
    {
        /// <summary>A field.</summary>
        /// <param name="column">The column's name.</param>
        /// <returns>The text, trimmed; empty where there is none.</returns>
        public string this[string column] => fields[columns[column]].Trim();
    }
}
