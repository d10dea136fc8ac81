namespace Silo.Access.Tokens;

/// <summary>Where the deny list comes from.</summary>
internal interface IDenyList
{
    /// <summary>The list in force; null where it is not known who is denied, and then nobody may be let in.</summary>
    DenyList? Current { get; }
}

/// <summary>A list that never changes.</summary>
internal sealed class FixedDenyList(DenyList list) : IDenyList
{
    /// <inheritdoc/>
    public DenyList? Current => list;
}
