using System.Globalization;

namespace Tests.Datasets;

/// <summary>Finds the public data sets, which are no part of the repository.</summary>
public static class SharedData
{
    /// <summary>Names the folder that holds <c>data</c> and <c>vectors</c>; else it is <c>shared</c> beside the repository.</summary>
    public const string Variable = "PROFILE_PLATFORM_DATA";

    /// <summary>Names the fold to test on, 1 to 4; all others are for training.</summary>
    public const string FoldVariable = "PROFILE_PLATFORM_TEST_FOLD";

    /// <summary>The fold to test on: keys of this remainder by 5.</summary>
    public static int TestFold => int.Parse(Environment.GetEnvironmentVariable(FoldVariable) is { Length: > 0 } fold ? fold : "1", CultureInfo.InvariantCulture);

    /// <summary>The folder of a data set.</summary>
    /// <param name="name">The data set, for example <c>berka</c>.</param>
    /// <returns>The folder; null where it is not on this machine.</returns>
    public static string? Folder(string name) => Find("data", name);

    /// <summary>The folder of a set of published test vectors.</summary>
    /// <param name="name">The set, for example <c>merkle</c>.</param>
    /// <returns>The folder; null where it is not on this machine.</returns>
    public static string? Vectors(string name) => Find("vectors", name);

    private static string? Find(string kind, string name)
    {
        var shared = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : BesideRepository();
        var folder = shared is null ? null : Path.Combine(shared, kind, name);
        return Directory.Exists(folder) ? folder : null;
    }

    private static string? BesideRepository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ProfilePlatform.sln")))
            {
                return folder.Parent is { } parent ? Path.Combine(parent.FullName, "shared") : null;
            }
        }

        return null;
    }
}
