using System.Collections.Immutable;
using System.Globalization;
using System.Xml;
using Grains.Rights;

namespace Grains.Catalog;

/// <summary>The law of data subjects' rights as data: deadlines with their dates and sources, holidays, closed lists of reasons.</summary>
internal static class RightsFile
{
    private const int MostMonths = 24;
    private const int MostDays = 730;

    /// <summary>The rights that the platform knows to fulfil.</summary>
    public static readonly ImmutableArray<string> Rights = ["access", "portability", "erasure", "rectification", "restriction", "objection"];

    /// <summary>Reads the file.</summary>
    /// <param name="file">Its root.</param>
    /// <returns>What it declares.</returns>
    public static RightsRules Read(DeclarationReader file)
    {
        file.Text("version");
        var calendars = Calendars(file);
        var deadlines = ImmutableArray.CreateBuilder<DeadlineRule>();
        var regimes = ImmutableArray.CreateBuilder<string>();
        foreach (var regime in file.Objects("regimes", isRequired: true))
        {
            var id = regime.Id("id");
            regime.Require(!regimes.Contains(id), "id", "is declared twice");
            regimes.Add(id);
            regime.Text("title");
            deadlines.AddRange(regime.Objects("rules", isRequired: true).Select(rule => Deadline(rule, id, calendars)));
            regime.Done();
        }

        var reasons = file.Object("reasons") ?? file.Absent<DeclarationReader?>("reasons", null);
        var rules = new RightsRules
        {
            EvidenceRetention = Length(file, "evidenceRetention"),
            ExportWindow = Length(file, "exportWindow"),
            CertificateWindow = Length(file, "certificateWindow"),
            DenialReasons = Reasons(reasons, "denial"),
            ExtensionReasons = Reasons(reasons, "extension"),
            SignOffReasons = Reasons(reasons, "signOff"),
            Regimes = regimes.DrainToImmutable(),
            Deadlines = deadlines.DrainToImmutable(),
        };
        reasons?.Done();
        file.Done();
        return rules;
    }

    private static TimeSpan Length(DeclarationReader file, string member) =>
        file.Duration(member) is var text && Iso8601.IsPositiveDuration(text) ? XmlConvert.ToTimeSpan(text) : TimeSpan.Zero;

    private static ImmutableArray<string> Reasons(DeclarationReader? reasons, string member) =>
        reasons is null ? [] : reasons.OptionalTexts(member) ?? reasons.Absent(member, ImmutableArray<string>.Empty);

    private static Dictionary<string, ImmutableHashSet<DateOnly>> Calendars(DeclarationReader file)
    {
        var calendars = new Dictionary<string, ImmutableHashSet<DateOnly>>(StringComparer.Ordinal);
        foreach (var calendar in file.Objects("calendars", isRequired: true))
        {
            var id = calendar.Id("id");
            calendar.Text("source");
            var days = calendar.Texts("holidays", static day => TryDay(day, out _) ? null : $"has \"{day}\": must be dates as yyyy-MM-dd");
            calendar.Require(calendars.TryAdd(id, [.. days.Where(static day => TryDay(day, out _)).Select(Day)]), "id", "is declared twice");
            calendar.Done();
        }

        return calendars;
    }

    private static DeadlineRule Deadline(DeclarationReader rule, string regime, Dictionary<string, ImmutableHashSet<DateOnly>> calendars)
    {
        var calendar = rule.Text("calendar");
        rule.Require(calendars.ContainsKey(calendar), "calendar", "must name one of the calendars");
        var rights = rule.OptionalTexts("rights", static right => Rights.Contains(right) ? null : $"has \"{right}\": must be of {string.Join(", ", Rights)}");
        var deadline = new DeadlineRule(
            regime,
            rule.Date("from"),
            rights ?? rule.Absent("rights", ImmutableArray<string>.Empty),
            Period(rule, "answer") ?? rule.Absent("answer", default(LegalPeriod)),
            Period(rule, "extension"),
            rule.Flag("movesToWorkingDay"),
            calendars.GetValueOrDefault(calendar, []));
        rule.Text("source");
        rule.Done();
        return deadline;
    }

    private static LegalPeriod? Period(DeclarationReader rule, string member)
    {
        if (rule.Object(member) is not { } period)
        {
            return null;
        }

        var read = new LegalPeriod(
            period.Integer("months", 0, 1, MostMonths), period.Integer("days", 0, 1, MostDays), period.Integer("businessDays", 0, 1, MostDays));
        var named = (read.Months > 0 ? 1 : 0) + (read.Days > 0 ? 1 : 0) + (read.BusinessDays > 0 ? 1 : 0);
        rule.Require(named == 1, member, "must have exactly one of months, days and businessDays");
        period.Done();
        return read;
    }

    private static bool TryDay(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    private static DateOnly Day(string text) => TryDay(text, out var day) ? day : default;
}
