using System.Globalization;
using Grains.Activity;
using Grains.Catalog;
using Tests.Datasets;

namespace Tests.Benchmarks.Categories;

/// <summary>
/// Categories of merchants' texts on the council's cards: the shipped patterns and text classifier beside simple references. The test fold holds
/// merchants that nothing was learned of; of the others every tenth booking is kept back to ask about known merchants. The classifier is learned
/// anew for the fold. Accuracy is of all bookings, precision of those that were answered. Patterns are the bank's word and not learned here: where
/// they differ from the labels (a book bought at Amazon) it is a department's budget against a household's shop.
/// </summary>
internal static class CategoriesBenchmark
{
    private const int Buckets = 2048;
    private const int ManyBuckets = 1 << 15;
    private const int KeptBack = 10;

    // What the classifier must reach on merchants it has not seen, where the threshold is chosen: on a part of the training merchants.
    private const double WantedPrecision = 0.85;

    /// <summary>Prints the tables, and writes the classifier where asked to.</summary>
    /// <param name="options"><c>--write FILE</c>, best a full path.</param>
    /// <returns>The exit code.</returns>
    public static int Run(string[] options)
    {
        if (SharedData.Folder("transactions_merchants") is not { } folder)
        {
            Console.Error.WriteLine($"The data set transactions_merchants is not on this machine; say where with {SharedData.Variable}.");
            return 1;
        }

        var purchases = CardPurchases.Read(folder).ToList();
        var ours = Split(purchases, static type => SpendingTypes.CategoryOf(type));
        var catalogue = Catalogue.Load();
        var (learned, threshold) = (LearnedClassifier.From(ours.Train, Buckets), Threshold(ours.Train));
        var classifier = learned.Model(threshold);
        if (options is ["--write", var file])
        {
            ClassifierWriter.Write(file, learned, threshold, Score.Of(ours.Known, m => Ask(m, classifier.Of)), Score.Of(ours.Unseen, m => Ask(m, classifier.Of)));
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Our categories, fold {CardPurchases.TestFold}: {ours.Known.Count} bookings of known merchants, {ours.Unseen.Count} of unseen ones; threshold {threshold:0.00}"));
        Header();
        var most = MostFrequent(ours.Train);
        Row("most frequent category", ours, _ => most);
        Row("the merchant's most frequent", ours, ByMerchant(ours.Train));
        Row("patterns", ours, m => Ask(m, folded => catalogue.CategoryPatterns.Find(folded, isInflow: false)));
        Row("classifier above the threshold", ours, m => Ask(m, classifier.Of));
        Row("classifier, always answering", ours, m => Ask(m, folded => classifier.Best(folded).Category));
        Row("patterns, then classifier", ours, Categorised(new(catalogue.CategoryByMcc, catalogue.CategoryPatterns, classifier)));
        Row("the shipped file (without fold 1)", ours, m => Ask(m, catalogue.Classifier!.Of));

        var theirs = Split(purchases, static type => type);
        var same = LearnedClassifier.From(theirs.Train, ManyBuckets).Model(0);
        Console.WriteLine();
        Console.WriteLine($"The council's own {theirs.Train.Select(static l => l.Answer).Distinct().Count()} spending types: {theirs.Known.Count} bookings of known merchants, {theirs.Unseen.Count} of unseen ones");
        Header();
        most = MostFrequent(theirs.Train);
        Row("most frequent type", theirs, _ => most);
        Row("the same learner", theirs, m => Ask(m, folded => same.Best(folded).Category));
        Console.WriteLine($"{"reference of the data sets",-34} {"",9} {"",9} {0.67,9:0.000}   {"",9} {"",9} {0.46,9:0.000}");
        return 0;
    }

    private delegate string? Answer(ReadOnlySpan<char> folded);

    private static string? Ask(string merchant, Answer answer)
    {
        Span<char> folded = stackalloc char[FoldedText.Longest];
        return answer(folded[..FoldedText.Append(merchant, folded, 0)]);
    }

    private static Func<string, string?> Categorised(Categoriser categoriser) => merchant =>
        categoriser.Of(-1, null, merchant, null, null) is (var category, not CategorySource.None) ? category : null;

    private static (List<Lesson> Train, List<Lesson> Known, List<Lesson> Unseen) Split(List<CardPurchase> purchases, Func<string, string?> classOf)
    {
        var (train, known, unseen) = (new List<Lesson>(), new List<Lesson>(), new List<Lesson>());
        foreach (var purchase in purchases)
        {
            if (classOf(purchase.Label) is { } answer)
            {
                (CardPurchases.IsTest(purchase) ? unseen : purchase.Row % KeptBack == 0 ? known : train).Add(new(purchase.Merchant, answer));
            }
        }

        var seen = train.Select(static l => l.Merchant).ToHashSet();
        known.RemoveAll(l => !seen.Contains(l.Merchant));
        return (train, known, unseen);
    }

    /// <summary>The lowest threshold that is precise enough for merchants left out of the learning.</summary>
    private static double Threshold(List<Lesson> train)
    {
        var left = train.ToLookup(static l => l.Merchant.Sum(static c => (int)c) % 5 == 0);
        var learned = LearnedClassifier.From([.. left[false]], Buckets);
        return Enumerable.Range(8, 12).Select(static i => i * 0.05).FirstOrDefault(
            threshold => Score.Of(left[true], m => Ask(m, learned.Model(threshold).Of)).Precision >= WantedPrecision, 0.98);
    }

    private static string MostFrequent(IEnumerable<Lesson> lessons) =>
        lessons.GroupBy(static l => l.Answer).MaxBy(static answer => answer.Count())!.Key;

    private static Func<string, string?> ByMerchant(List<Lesson> train)
    {
        var answers = train.GroupBy(static l => l.Merchant).ToDictionary(static m => m.Key, MostFrequent);
        return merchant => answers.GetValueOrDefault(merchant);
    }

    private static void Header() => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{"",-34} {"known",9} {"",9} {"",9}   {"unseen",9}\n{"",-34} {"coverage",9} {"precision",9} {"accuracy",9}   {"coverage",9} {"precision",9} {"accuracy",9}"));

    private static void Row(string name, (List<Lesson> Train, List<Lesson> Known, List<Lesson> Unseen) split, Func<string, string?> answer) =>
        Console.WriteLine($"{name,-34} {Score.Of(split.Known, answer)}   {Score.Of(split.Unseen, answer)}");
}
