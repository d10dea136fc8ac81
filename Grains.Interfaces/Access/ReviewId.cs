namespace Grains.Interfaces.Access;

/// <summary>A review's id as the outside sees it: the customer's pseudonym and the review's own id, in hex, so that it finds the customer's grain.</summary>
/// <param name="Customer">The pseudonym.</param>
/// <param name="Id">The review's own id.</param>
public readonly record struct ReviewId(Guid Customer, Guid Id)
{
    /// <summary>Reads an id.</summary>
    /// <param name="text">64 hexadecimal digits.</param>
    /// <returns>The id; null where the text is none.</returns>
    public static ReviewId? Parse(string text) =>
        text is { Length: 64 } && Guid.TryParseExact(text[..32], "N", out var customer) && Guid.TryParseExact(text[32..], "N", out var id)
            ? new ReviewId(customer, id)
            : null;

    /// <inheritdoc/>
    public override string ToString() => $"{Customer:N}{Id:N}";
}
