using System.Collections.Immutable;
using Grains.Interfaces.Catalog;

namespace Grains.Catalog;

/// <summary>The versions of a purpose's notice, as declared.</summary>
internal static class DeclaredNotices
{
    /// <summary>Reads the member <c>notices</c>.</summary>
    /// <param name="reader">The purpose.</param>
    /// <param name="categories">The data categories the purpose may use.</param>
    /// <param name="channels">The channels the purpose may use.</param>
    /// <param name="languages">The languages that every notice must have.</param>
    /// <returns>The notices, in the file's order.</returns>
    public static ImmutableArray<PurposeNotice> Notices(
        this DeclarationReader reader, ImmutableArray<string> categories, ImmutableArray<string> channels, ImmutableArray<string> languages)
    {
        var notices = ImmutableArray.CreateBuilder<PurposeNotice>();
        foreach (var item in reader.Objects("notices"))
        {
            var notice = new PurposeNotice
            {
                Version = item.Text("version"),
                ValidFrom = item.Date("validFrom"),
                Categories = item.Texts("categories", name => Fault(name, categories)),
                Channels = item.Texts("channels", name => Fault(name, channels)),
                AsksAgain = item.Flag("asksAgain"),
                Texts = Texts(item, languages),
            };
            item.Require(!notice.Categories.IsEmpty, "categories", "must name a data category at least");
            item.Require(!notice.Channels.IsEmpty || channels.IsEmpty, "channels", "must name a channel at least");
            item.Require(notices.All(other => other.Version != notice.Version), "version", "is declared twice");
            item.Require(notices.Count == 0 || notices[^1].ValidFrom < notice.ValidFrom, "validFrom", "must be after that of the version before");
            item.Done();
            notices.Add(notice);
        }

        return notices.DrainToImmutable();

        static string? Fault(string name, ImmutableArray<string> allowed) =>
            allowed.Contains(name) ? null : $"names \"{name}\", which the purpose does not declare";
    }

    private static ImmutableArray<NoticeText> Texts(DeclarationReader notice, ImmutableArray<string> languages)
    {
        var texts = ImmutableArray.CreateBuilder<NoticeText>();
        foreach (var item in notice.Objects("texts"))
        {
            var text = new NoticeText(item.Text("language"), item.Text("title"), item.Text("description"));
            item.Require(DeclaredForms.LanguageFault(text.Language) is null, "language", DeclaredForms.LanguageReason);
            item.Require(texts.All(other => other.Language != text.Language), "language", "is declared twice");
            item.Done();
            texts.Add(text);
        }

        foreach (var missing in languages.Where(language => texts.All(text => text.Language != language)))
        {
            notice.Missing("texts", $"the language \"{missing}\"");
        }

        return texts.DrainToImmutable();
    }
}
