namespace Grains.Interfaces.Access;

/// <summary>What every reply has, whatever its value's type.</summary>
public interface IReply
{
    /// <summary>The refusal; null where the call succeeded.</summary>
    Refusal? Refusal { get; }
}

/// <summary>The outcome of a grain method: a value, or the refusal that stands in its place.</summary>
/// <typeparam name="T">The value's type.</typeparam>
/// <param name="Value">The value; default where refused.</param>
/// <param name="Refusal">The refusal; null where the call succeeded.</param>
[GenerateSerializer, Immutable, Alias("reply`1")]
public readonly record struct Reply<T>([property: Id(0)] T? Value, [property: Id(1)] Refusal? Refusal) : IReply
{
    /// <summary>Success.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator Reply<T>(T value) => new(value, null);

    /// <summary>Refusal.</summary>
    /// <param name="refusal">The refusal.</param>
    public static implicit operator Reply<T>(Refusal refusal) => new(default, refusal);

    /// <summary>Success.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The reply.</returns>
    public static Reply<T> ToReply(T value) => value;
}

/// <summary>The value of a method that answers nothing but that it is done.</summary>
[GenerateSerializer, Immutable, Alias("done")]
public sealed record Done
{
    /// <summary>The only one.</summary>
    public static Done Instance { get; } = new();
}

/// <summary>
/// What a caller sent, as far as it could be read: a value, or the fault found while reading it. A fault travels to the grain like a value,
/// because a body is judged last: role, customer, purpose and consent are the silo's to refuse first.
/// </summary>
/// <typeparam name="T">The value's type.</typeparam>
/// <param name="Value">The value; default where faulty.</param>
/// <param name="Fault">The refusal to answer once everything else is in order; null where the input was read.</param>
[GenerateSerializer, Immutable, Alias("input`1")]
public readonly record struct Input<T>([property: Id(0)] T? Value, [property: Id(1)] Refusal? Fault)
{
    /// <summary>An input that was read.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator Input<T>(T value) => new(value, null);

    /// <summary>An input that could not be read.</summary>
    /// <param name="fault">Why.</param>
    public static implicit operator Input<T>(Refusal fault) => new(default, fault);

    /// <summary>An input that was read.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The input.</returns>
    public static Input<T> ToInput(T value) => value;
}
