namespace Grains;

/// <summary>The log events of the customer; ids 1100 to 1199. Customers appear by pseudonym.</summary>
internal static partial class CustomerLog
{
    [LoggerMessage(1100, LogLevel.Error, "A call of customer {Customer} failed with {Error}; conflict: {IsConflict}. The activation goes away")]
    public static partial void Failed(this ILogger log, Guid customer, string error, bool isConflict);

    [LoggerMessage(1101, LogLevel.Warning, "Customer {Customer} has record version {Version} below the floor {Floor}: a backup; all consents count as withdrawn")]
    public static partial void RecordBelowFloor(this ILogger log, Guid customer, long version, long floor);
}
