namespace Grains.Catalog;

/// <summary>What a category's amounts are to a customer's household.</summary>
internal enum CategoryKind : byte
{
    /// <summary>What goes out; what comes back of it is set off.</summary>
    Spending,

    /// <summary>What comes in; what is taken back of it is set off.</summary>
    Income,

    /// <summary>What makes nobody richer or poorer, since it moves between the customer's own accounts or is borrowed: neither.</summary>
    Transfer,
}
