namespace Tests.Benchmarks.Bandit;

/// <summary>Whether to call a client: a call costs <see cref="Cost"/> and brings 1 where the client accepts; no call costs and brings nothing.</summary>
internal interface IContactPolicy
{
    /// <summary>What a call costs.</summary>
    const double Cost = 0.10;

    /// <summary>What it is called in the table.</summary>
    string Name { get; }

    /// <summary>The probability of a call.</summary>
    /// <param name="features">What is known of the client.</param>
    /// <returns>0 to 1.</returns>
    double Call(ReadOnlySpan<double> features);

    /// <summary>What a call is expected to bring, less its cost.</summary>
    /// <param name="features">What is known of the client.</param>
    /// <returns>The reward.</returns>
    double Expected(ReadOnlySpan<double> features);

    /// <summary>Learns from a call.</summary>
    /// <param name="features">What was known of the client.</param>
    /// <param name="accepted">Whether they accepted.</param>
    void Learn(ReadOnlySpan<double> features, bool accepted);
}
