using System.Globalization;
using System.Text.Json;

namespace Tests.Benchmarks.Categories;

/// <summary>Writes a learned classifier as the catalogue's file: weights and card, and no merchant's text.</summary>
internal static class ClassifierWriter
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n" };

    /// <summary>Writes the file.</summary>
    public static void Write(string file, LearnedClassifier learned, double threshold, Score known, Score unseen)
    {
        var today = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        using (var stream = File.Create(file))
        {
            using var json = new Utf8JsonWriter(stream, Indented);
            json.WriteStartObject();
            json.WriteString("version", today);
            json.WriteStartObject("card");
            json.WriteString("data", "Birmingham City Council purchase card transactions 2014 to 2018, training part");
            json.WriteString("licence", "Open Government Licence");
            json.WriteString("learnedOn", today);
            json.WriteStartObject("figures");
            Write(json, "known", known);
            Write(json, "unseen", unseen);
            json.WriteEndObject();
            json.WriteString("limits", "Learned of a British council's purchases: its spending types say what a department bought, not what kind of shop sold it, "
                + "and hold no rent, salary, insurance or childcare. So it knows English names of fuel, food, travel, building and office supplies at best; "
                + "the threshold is set for precision, and most other merchants stay unsorted. It must not be taken for knowledge of a household.");
            json.WriteEndObject();
            json.WriteNumber("threshold", Math.Round(threshold, 2));
            json.WriteNumber("buckets", learned.Rounded.Length / learned.Classes.Length);
            json.WriteNumber("scale", learned.Scale);
            json.WriteStartObject("classes");
            for (var i = 0; i < learned.Classes.Length; i++)
            {
                json.WriteNumber(learned.Classes[i], learned.Bias[i]);
            }

            json.WriteEndObject();
            json.WriteBase64String("weights", Array.ConvertAll(learned.Rounded, static weight => unchecked((byte)weight)));
            json.WriteEndObject();
        }

        File.AppendAllText(file, "\n");
    }

    private static void Write(Utf8JsonWriter json, string merchants, Score score)
    {
        json.WriteNumber(merchants + "Bookings", score.Asked);
        json.WriteNumber(merchants + "Coverage", Math.Round(score.Coverage, 3));
        json.WriteNumber(merchants + "Accuracy", Math.Round(score.Precision, 3));
    }
}
