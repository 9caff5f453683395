// Before anything of Angular: it compiles the templates in the browser, so that these examples need no Angular CLI.
import '@angular/compiler';
import { provideZonelessChangeDetection } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { onLeave } from '../shared/leave.ts';
import { ConnectBank } from './connect-bank.ts';

const app = await bootstrapApplication(ConnectBank, { providers: [provideZonelessChangeDetection()] });
onLeave(() => app.destroy());
