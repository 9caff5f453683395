/** Where the Flinks chart's facts come from. */

export const listener = { evidence: 'documented', source: 'Flinks: Use an Event Listener' } as const;
export const quickStart = { evidence: 'documented', source: 'Flinks: Connect quick start' } as const;
export const help = { evidence: 'documented', source: 'Flinks help centre: OAuth integration' } as const;
export const resume = { evidence: 'documented', source: 'Flinks: Resume and reconnect' } as const;
export const uploadTips = { evidence: 'documented', source: 'Flinks: Upload, integration tips' } as const;
export const handled = { evidence: 'documented', source: 'Flinks: Handled errors' } as const;
export const observed = { evidence: 'observed', source: 'public code that listens to Flinks Connect' } as const;
export const inferred = { evidence: 'inferred', source: 'names and descriptions of the events' } as const;
