namespace Tests.Benchmarks;

/// <summary>What to type.</summary>
internal static class Usage
{
    /// <summary>Prints it.</summary>
    /// <returns>The exit code.</returns>
    public static int Print()
    {
        Console.Error.WriteLine("Say what to measure: dotnet run -c Release --project tests/Benchmarks -- http [--seconds 10 --rounds 3] or -- audit [--entries 10000000] or -- rights or -- forecast or -- micro [--filter *].");
        return 1;
    }
}
