using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Grains.Catalog;

/// <summary>The surfaces of a file: those that the bank has, and of them those that a thing is shown on.</summary>
internal static partial class DeclaredSurfaces
{
    /// <summary>The surfaces that the bank has.</summary>
    /// <param name="file">The file's root.</param>
    /// <param name="most">The most of them.</param>
    /// <returns>The surfaces.</returns>
    public static ImmutableArray<string> Surfaces(this DeclarationReader file, int most = int.MaxValue)
    {
        var surfaces = file.OptionalTexts("surfaces", static name => Surface().IsMatch(name) ? null : "must be 1 to 32 lower case letters, digits and hyphens each")
            ?? file.Absent("surfaces", ImmutableArray<string>.Empty);
        file.Require(surfaces.Length <= most, "surfaces", $"must be at most {most}");
        return surfaces;
    }

    /// <summary>The surfaces that a thing is shown on; empty for all.</summary>
    /// <param name="reader">The thing.</param>
    /// <param name="known">The surfaces that the bank has.</param>
    /// <returns>The surfaces.</returns>
    public static ImmutableArray<string> SurfacesOf(this DeclarationReader reader, ImmutableArray<string> known) =>
        reader.Texts("surfaces", name => known.Contains(name) ? null : $"names \"{name}\", which is none of the file's surfaces");

    [GeneratedRegex("^[a-z0-9-]{1,32}$")]
    private static partial Regex Surface();
}
