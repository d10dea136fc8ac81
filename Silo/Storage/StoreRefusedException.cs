namespace Silo.Storage;

/// <summary>A store or a key ring cannot be used as it is. Nothing was changed.</summary>
/// <param name="message">One line for the operator: what is wrong, and what to do.</param>
internal sealed class StoreRefusedException(string message) : Exception(message);
