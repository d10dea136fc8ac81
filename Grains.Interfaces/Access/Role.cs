namespace Grains.Interfaces.Access;

/// <summary>Who a caller is to the bank: the closed values of the token's <c>role</c> claim, in lower case there.</summary>
public enum Role
{
    /// <summary>A data subject, acting on their own record.</summary>
    Customer,

    /// <summary>A front end of the bank (app, web bank), acting for a stated purpose.</summary>
    Frontend,

    /// <summary>An employee who serves a customer under a case reference.</summary>
    Advisor,

    /// <summary>The privacy office.</summary>
    Officer,

    /// <summary>Reads the audit log, never customer data.</summary>
    Auditor,

    /// <summary>Runs the platform: keys, cluster, webhooks.</summary>
    Operator,
}
