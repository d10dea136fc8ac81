using System.Globalization;

namespace Tests.Benchmarks.Categories;

/// <summary>How a way of finding categories did.</summary>
/// <param name="Asked">Bookings.</param>
/// <param name="Answered">Of which it gave a category.</param>
/// <param name="Right">Of which it was the right one.</param>
internal readonly record struct Score(int Asked, int Answered, int Right)
{
    /// <summary>The part that was answered.</summary>
    public double Coverage => Asked == 0 ? 0 : (double)Answered / Asked;

    /// <summary>The part of the answers that were right.</summary>
    public double Precision => Answered == 0 ? 0 : (double)Right / Answered;

    /// <summary>The part of all that were answered right.</summary>
    public double Accuracy => Asked == 0 ? 0 : (double)Right / Asked;

    /// <summary>Asks.</summary>
    /// <param name="lessons">The bookings.</param>
    /// <param name="answer">The way; null for no answer.</param>
    /// <returns>How it did.</returns>
    public static Score Of(IEnumerable<Lesson> lessons, Func<string, string?> answer)
    {
        var known = new Dictionary<string, string?>();
        var (asked, answered, right) = (0, 0, 0);
        foreach (var lesson in lessons)
        {
            if (!known.TryGetValue(lesson.Merchant, out var given))
            {
                known[lesson.Merchant] = given = answer(lesson.Merchant);
            }

            (asked, answered, right) = (asked + 1, answered + (given is null ? 0 : 1), right + (given == lesson.Answer ? 1 : 0));
        }

        return new(asked, answered, right);
    }

    /// <summary>The three parts as columns.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Coverage,9:0.000} {Precision,9:0.000} {Accuracy,9:0.000}");
}
